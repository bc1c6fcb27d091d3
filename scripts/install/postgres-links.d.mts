export function embeddedPostgresHome(root: string): string | null;
export function linkPostgresLibraries(root: string): void;
