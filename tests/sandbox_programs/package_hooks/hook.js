// SPDX-License-Identifier: GPL-3.0-or-later
// What the hooks name.
console.log('ESCAPED a hook ran');
process.exit(99);
