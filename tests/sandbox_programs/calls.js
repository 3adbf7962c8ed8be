// SPDX-License-Identifier: GPL-3.0-or-later
// What a JavaScript program reaches the system by, and how it takes too much.
const fs = require('fs');

const what = fs.readFileSync(0, 'utf8');
let escapes = 0;

function escaped(text) {
    ++escapes;
    fs.writeSync(1, `ESCAPED ${text}\n`);
}

function contained(text) {
    fs.writeSync(1, `CONTAINED ${text}\n`);
}

function attempt(name, call) {
    try {
        escaped(`${name} gave ${call()}`);
    } catch (error) {
        contained(`${name}: ${error.message}`);
    }
}

function asynchronously(name, emitter, success) {
    emitter.on('error', (error) => contained(`${name}: ${error.message}`));
    emitter.on(success, () => {
        escaped(name);
        process.exit(99);
    });
}

const calls = {
    connect: () => asynchronously('connecting', require('net').connect(80, '127.0.0.1'), 'connect'),
    listen: () => asynchronously('listening', require('net').createServer().listen(0), 'listening'),
    abstract: () => asynchronously('an abstract name', require('net').createServer().listen('\0assay-attack'), 'listening'),
    datagram: () => {
        const socket = require('dgram').createSocket('udp4');
        asynchronously('a datagram socket', socket, 'listening');
        socket.bind(0);
    },
    inspector: () => {
        try {
            require('inspector').open(0, '127.0.0.1');
        } catch (error) {
            contained(error.message);
            return;
        }
        if (require('inspector').url() !== undefined)
            escaped('the inspector listens');
        contained('the inspector does not listen');
    },
    name_service: () => require('dns').lookup('example.org', (error) => {
        if (error)
            contained(error.message);
        else
            escaped('a name was looked up');
    }),
    shell: () => {
        const result = require('child_process').spawnSync('/bin/sh', ['-c', 'cat /etc/shadow; ls /root']);
        if (result.stdout && result.stdout.length > 0)
            escaped(`a shell said ${result.stdout}`);
        contained(`a shell: ${result.error ? result.error.message : result.stderr}`);
    },
    files: () => {
        for (const path of ['/etc/shadow', '/root', '/home', '/var', '/proc/1/environ', '/sys', '/dev/tty'])
            attempt(path, () => fs.openSync(path));
        for (const path of ['/usr/new', '/box/new', '/box/src/new', '/etc/new', '/new'])
            attempt(path, () => fs.openSync(path, 'w'));
        attempt(process.execPath, () => fs.openSync(process.execPath, 'a'));
    },
    kill: () => {
        for (const pid of [1, process.ppid]) {
            try {
                process.kill(pid, 'SIGKILL');
                contained(`${pid} takes no signal`);
            } catch (error) {
                contained(error.message);
            }
        }
    },
    watch: () => attempt('watching a folder', () => fs.watch('/usr/bin')),
    set_user: () => attempt('setuid', () => process.setuid(0)),
    priority: () => attempt('setPriority', () => require('os').setPriority(0, -20)),
    buffers: () => {
        const kept = [];
        for (let i = 0; i < 64; ++i)
            kept.push(Buffer.alloc(16 << 20, 1));
        escaped('1 GiB of buffers');
    },
    heap: () => {
        const kept = [];
        for (let i = 0; i < 200; ++i)
            kept.push(new Array(1 << 20).fill(i));
        escaped('1.6 GiB of heap');
    },
    microtasks: () => {
        const again = () => Promise.resolve().then(again);
        again();
    },
    timer: () => setInterval(() => {}, 1000),
    workers: () => {
        const { Worker } = require('worker_threads');
        let running = 0;
        for (let i = 0; i < 64; ++i) {
            try {
                const worker = new Worker('for (;;) {}', { eval: true });
                worker.on('online', () => ++running);
                worker.on('error', () => {});
            } catch (error) {
                break;
            }
        }
        setTimeout(() => escaped(`${running} workers`), 60000);
    },
    output: () => {
        const text = 'x'.repeat(65536);
        for (;;)
            fs.writeSync(1, text);
    },
    exit_handler: () => process.on('exit', () => {
        for (;;) {}
    }),
    signals: () => {
        for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGXCPU', 'SIGALRM'])
            process.on(name, () => {});
        for (;;) {}
    },
};

process.on('exit', () => {
    if (escapes > 0)
        process.exitCode = 99;
});
calls[what]();
