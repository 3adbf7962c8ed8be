module.exports = (numbers) => numbers.reduce((total, x) => total + x, 0);
