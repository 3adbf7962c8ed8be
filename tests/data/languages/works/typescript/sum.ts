export function sum(numbers: number[]): number {
    return numbers.reduce((total, x) => total + x, 0);
}
