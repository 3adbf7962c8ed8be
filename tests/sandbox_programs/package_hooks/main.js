// SPDX-License-Identifier: GPL-3.0-or-later
// A package.json with every hook lies beside this program: nobody installs it, nothing of it runs.
console.log('CONTAINED only this ran');
