/**
 * Whether everything is wanted, as in CI (`npm run test:all`), or what an everyday run can wait for: the same tests, with
 * fewer cases where there are very many alike.
 */
export const everything = process.env.TESTS === 'all';
