/** Every page of the web process. Webhooks are answered before Remix and are not listed here. */
export default [
  {
    file: 'routes/operator.tsx',
    children: [
      { file: 'routes/home.tsx', index: true },
      { file: 'routes/status.tsx', path: 'status' },
      { file: 'routes/not-found.tsx', path: '*' },
    ],
  },
  { file: 'routes/auth.tsx', path: 'auth/*' },
  { file: 'routes/proxy.redeem.ts', path: 'proxy/redeem' },
  { file: 'routes/proxy.take-back.ts', path: 'proxy/take-back' },
  { file: 'routes/proxy.wallet.ts', path: 'proxy/wallet' },
  { file: 'routes/api.redeem.ts', path: 'api/redeem' },
  { file: 'routes/api.take-back.ts', path: 'api/take-back' },
  { file: 'routes/api.wallet.ts', path: 'api/wallet' },
  {
    file: 'routes/app.tsx',
    path: 'app',
    children: [
      { file: 'routes/app-home.tsx', index: true },
      { file: 'routes/app-members.tsx', path: 'members' },
      { file: 'routes/app-member.tsx', path: 'members/:memberId' },
      { file: 'routes/app-program.tsx', path: 'program' },
      { file: 'routes/app-status.tsx', path: 'status' },
      { file: 'routes/app-privacy.tsx', path: 'privacy' },
      { file: 'routes/app-privacy-export.ts', path: 'privacy/export/:customerId' },
    ],
  },
];
