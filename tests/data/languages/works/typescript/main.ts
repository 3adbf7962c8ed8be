import { readFileSync } from 'fs';
import { sum } from './sum';

const lines: string[] = readFileSync(0, 'utf8').split('\n');
console.log(sum(lines[1].split(' ').map(Number)));
