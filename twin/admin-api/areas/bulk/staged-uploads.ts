/**
 * `stagedUploadsCreate`: a place to put a file, and the parameters to send with it
 * (https://shopify.dev/docs/api/usage/bulk-operations/imports, read 2026-11-23).
 */
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { stagedUploads } from './bulk-records.ts';

type Input = {
  readonly resource: string;
  readonly filename: string;
  readonly mimeType: string;
  readonly httpMethod?: 'POST' | 'PUT' | null;
};

/** Under this path of the Admin API's origin files are put. */
export const UPLOAD_PATH = '/staged-uploads';

export const stagedUploadMutations: Resolvers = {
  stagedUploadsCreate: (_parent, { input }: { input: readonly Input[] }, context) => ({
    stagedTargets: input.map((one) => target(context, one)),
  }),
};

function target({ world, shop, origin }: AdminContext, input: Input) {
  const { resource, filename, mimeType, httpMethod } = input;
  if (resource !== 'BULK_MUTATION_VARIABLES') {
    throw notImplemented(`StagedUploadTargetGenerateUploadResource.${resource}`);
  }
  const key = `tmp/${shop.id}/bulk/${world.chance.uuid()}/${filename}`;
  world.store.put(stagedUploads, 0, { id: world.store.nextId(), key, content: null });
  const url = `${origin}${UPLOAD_PATH}`;
  if (httpMethod !== 'POST') {
    const parameters = [
      { name: 'content_type', value: mimeType },
      { name: 'acl', value: 'private' },
    ];
    return { url: `${url}/${key}`, resourceUrl: null, parameters };
  }
  return {
    url: `${url}/`,
    resourceUrl: null,
    parameters: [
      { name: 'Content-Type', value: mimeType },
      { name: 'success_action_status', value: '201' },
      { name: 'acl', value: 'private' },
      { name: 'key', value: key },
    ],
  };
}
