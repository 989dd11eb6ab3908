/** Long work: told how far it is, and stopped by throwing. */
export type Step = (done: number, total: number) => void | Promise<void>;

export const noStep: Step = () => undefined;
