/** `npm run build`: the database client is the launcher's work, the screens are built here. */
import { buildScreens } from './start/build-screens.ts';

const built = await buildScreens();
console.log(built ? 'Built.' : 'Already built from these files.');
