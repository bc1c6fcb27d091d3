export { cartLinesDiscountsGenerateRun } from './cart-lines.js';
