export function takeTurn(file: string, sayWaiting?: () => void): Promise<() => void>;
