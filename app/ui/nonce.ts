import { createContext } from 'react';

/**
 * The number used once that lets this response's own inline scripts run. Empty in the browser,
 * where scripts have run already and React does not look.
 */
export const NonceContext = createContext('');
