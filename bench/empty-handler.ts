/** What a function costs that does nothing. */
export const main = async (): Promise<object> => ({});
