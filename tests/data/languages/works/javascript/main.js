const sum = require('./sum');
const lines = require('fs').readFileSync(0, 'utf8').split('\n');
console.log(sum(lines[1].split(' ').map(Number)));
