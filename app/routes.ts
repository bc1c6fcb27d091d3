/** Every page of the web process. Webhooks are answered before Remix and are not listed here. */
export default [
  { file: 'routes/home.tsx', index: true },
  { file: 'routes/status.tsx', path: 'status' },
  { file: 'routes/not-found.tsx', path: '*' },
];
