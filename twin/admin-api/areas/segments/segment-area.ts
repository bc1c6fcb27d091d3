/** Segments, who is in them, and what they can be made of. */
import type { Segment } from '../../../model/customer.ts';
import { segments } from '../../../model/kinds.ts';
import { type Filter, keptFilters } from '../../../segments/filters.ts';
import { startMembersQuery } from '../../../segments/member-queries.ts';
import { metafieldFilters } from '../../../segments/metafield-filter.ts';
import {
  createSegment,
  deleteSegment,
  type SegmentOutcome,
  type SegmentRefusal,
  updateSegment,
} from '../../../segments/segments.ts';
import type { Area, Resolvers } from '../../engine/area.ts';
import { connection, countOf, listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { coded, notImplemented } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse } from '../../engine/user-errors.ts';
import {
  memberFields,
  memberQueries,
  membersQueryByGid,
  membersQueryFields,
  statisticsFields,
} from './member-fields.ts';

const FILTER_TYPES = {
  integer: 'SegmentIntegerFilter',
  float: 'SegmentFloatFilter',
  date: 'SegmentDateFilter',
  enum: 'SegmentEnumFilter',
  string: 'SegmentStringFilter',
  list: 'SegmentAssociationFilter',
  function: 'SegmentEventFilter',
} as const;

const segmentFields: Resolvers = {
  creationDate: ({ createdAt }: Segment) => createdAt,
  lastEditDate: ({ updatedAt }: Segment) => updatedAt,
};

const queries: Resolvers = {
  segment: (_parent, { id }: { id: string }, { world, shop }) => {
    const segment = world.store.get(segments, shop.id, idOf(id, 'Segment'));
    if (segment === null) throw coded('Segment does not exist', 'NOT_FOUND');
    return segment;
  },
  segments: (_parent, args: PageArgs, context, info) =>
    connection(args, context, info, {
      kind: segments,
      sort: 'created_at',
      sortKeys: { CREATION_DATE: 'created_at', LAST_EDIT_DATE: 'updated_at', RELEVANCE: 'id' },
    }),
  segmentsCount: (_parent, args: PageArgs, context, info) =>
    countOf(args, context, info, { kind: segments }),
  segmentFilters: (_parent, args: PageArgs, context) => filterPage(args, filtersOf(context)),
  segmentFilterSuggestions: (_parent, args: PageArgs & { search: string }, context) =>
    filterPage(
      args,
      filtersOf(context).filter((one) => isSuggested(one, args.search)),
    ),
};

const mutations: Resolvers = {
  segmentCreate: (_parent, args: { name: string; query: string }, context) =>
    told(createSegment(context.world, context.shop.id, args)),
  segmentUpdate: (
    _parent,
    args: { id: string; name?: string | null; query?: string | null },
    context,
  ) =>
    told(updateSegment(context.world, context.shop.id, { ...args, id: idOf(args.id, 'Segment') })),
  segmentDelete: (_parent, { id }: { id: string }, { world, shop }) => {
    const outcome = deleteSegment(world, shop.id, idOf(id, 'Segment'));
    return outcome.ok ? { deletedSegmentId: id } : refused(outcome);
  },
  customerSegmentMembersQueryCreate: (
    _parent,
    { input }: { input: { query?: string | null; segmentId?: string | null } },
    { world, shop },
  ) => {
    const segmentId = input.segmentId ? idOf(input.segmentId, 'Segment') : null;
    const outcome = startMembersQuery(world, shop.id, { query: input.query ?? null, segmentId });
    if (outcome.ok) return { customerSegmentMembersQuery: outcome.made };
    assertNothingLacks(outcome);
    return refuse(outcome.field, outcome.message, 'INVALID');
  },
};

export const segmentArea: Area = {
  types: {
    Segment: segmentFields,
    CustomerSegmentMember: memberFields,
    CustomerSegmentMembersQuery: membersQueryFields,
    SegmentStatistics: statisticsFields,
  },
  queries: { ...queries, ...memberQueries },
  mutations,
  nodes: {
    Segment: (id, { world, shop }) => world.store.get(segments, shop.id, id),
    CustomerSegmentMembersQuery: (_id, context, gid) => membersQueryByGid(gid, context),
  },
};

function told(outcome: SegmentOutcome) {
  return outcome.ok ? { segment: outcome.segment } : refused(outcome);
}

function refused(refusal: SegmentRefusal) {
  assertNothingLacks(refusal);
  return { userErrors: refusal.errors };
}

/** A filter that Shopify has and the twin has not is no fault of the app's. */
function assertNothingLacks({ lacking }: { readonly lacking: readonly string[] }): void {
  const [name] = lacking;
  if (name !== undefined) throw notImplemented(`segment filter ${name}`);
}

function filtersOf({ world, shop }: AdminContext): readonly Filter[] {
  return [...keptFilters, ...metafieldFilters(world, shop.id)];
}

function filterPage(args: PageArgs, filters: readonly Filter[]) {
  const items = filters.map((filter, index) => ({ id: index + 1, filter }));
  return listConnection(args, items, ({ filter }) => filterNode(filter));
}

function filterNode({ name, label, type, parameters = [] }: Filter) {
  return {
    __typename: FILTER_TYPES[type],
    queryName: name,
    localizedName: label,
    multiValue: type === 'list',
    minRange: null,
    maxRange: null,
    returnValueType: 'boolean',
    parameters: parameters.map((parameter) => ({
      queryName: parameter,
      localizedName: parameter.replaceAll('_', ' '),
      localizedDescription: '',
      acceptsMultipleValues: parameter === 'id' || parameter.endsWith('_id'),
      optional: true,
      parameterType: parameter.includes('date') ? 'date' : 'string',
      minRange: null,
      maxRange: null,
    })),
  };
}

function isSuggested({ name, label }: Filter, search: string): boolean {
  const wanted = search.toLowerCase();
  return name.includes(wanted) || label.toLowerCase().includes(wanted);
}
