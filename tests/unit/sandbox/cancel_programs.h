// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that are hard to get rid of. Each says "ready" once it is at its worst.
#pragma once

#include "sandbox/sandbox.h"
#include "tests/slowness.h"

#include <chrono>

namespace assay::sandbox {

struct CancelProgram {
    const char *name;
    const char *python;
};

inline constexpr CancelProgram kCancelPrograms[] = {
    {"one sleeper", "import time\n"
                    "print('ready', flush=True)\n"
                    "time.sleep(1000)\n"},
    {"a hundred sleepers", "import os, time\n"
                           "for _ in range(99):\n"
                           "    if os.fork() == 0: time.sleep(1000)\n"
                           "print('ready', flush=True)\n"
                           "time.sleep(1000)\n"},
    {"a fork bomb", "import os\n"
                    "first = os.getpid()\n"
                    "while True:\n"
                    "    try: os.fork()\n"
                    "    except OSError:\n"
                    "        if os.getpid() == first: print('ready', flush=True)\n"},
    {"a stopped tree", "import os, signal\n"
                       "children = []\n"
                       "for _ in range(30):\n"
                       "    child = os.fork()\n"
                       "    if child == 0: os.kill(os.getpid(), signal.SIGSTOP)\n"
                       "    children.append(child)\n"
                       "for child in children: os.waitpid(child, os.WUNTRACED)\n"
                       "print('ready', flush=True)\n"
                       "os.kill(os.getpid(), signal.SIGSTOP)\n"},
    {"deaf to every signal", "import os, signal, time\n"
                             "for number in range(1, 65):\n"
                             "    try: signal.signal(number, signal.SIG_IGN)\n"
                             "    except (OSError, ValueError): pass\n"
                             "for _ in range(3): os.fork()\n"
                             "print('ready', flush=True)\n"
                             "while True: time.sleep(1000)\n"},
    {"daemons in sessions of their own", "import os, time\n"
                                         "for _ in range(20):\n"
                                         "    if os.fork() == 0:\n"
                                         "        os.setsid()\n"
                                         "        if os.fork() != 0: os._exit(0)\n"
                                         "        os.close(0), os.close(1), os.close(2)\n"
                                         "        while True: time.sleep(1000)\n"
                                         "print('ready', flush=True)\n"
                                         "time.sleep(1000)\n"},
    {"a hundred busy processes", "import os\n"
                                 "for _ in range(99):\n"
                                 "    if os.fork() == 0:\n"
                                 "        while True: pass\n"
                                 "print('ready', flush=True)\n"
                                 "while True: pass\n"},
    {"a hundred threads", "import threading, time\n"
                          "for _ in range(99): threading.Thread(target=lambda: time.sleep(1000)).start()\n"
                          "print('ready', flush=True)\n"
                          "time.sleep(1000)\n"},
    {"writers of memory file systems", "import os\n"
                                       "block = bytes(8 << 20)\n"
                                       "for number in range(8):\n"
                                       "    if os.fork() == 0:\n"
                                       "        file = os.open('/w/' + str(number), os.O_CREAT | os.O_WRONLY)\n"
                                       "        while True:\n"
                                       "            try: os.pwrite(file, block, 0)\n"
                                       "            except OSError: pass\n"
                                       "            os.ftruncate(file, 0)\n"
                                       "print('ready', flush=True)\n"
                                       "os.wait()\n"},
    {"readers of the whole disk", "import os\n"
                                  "for number in range(8):\n"
                                  "    if os.fork() == 0:\n"
                                  "        while True:\n"
                                  "            for folder, folders, files in os.walk('/usr'):\n"
                                  "                for name in files[number::8]:\n"
                                  "                    try:\n"
                                  "                        with open(folder + '/' + name, 'rb') as file: file.read()\n"
                                  "                    except OSError: pass\n"
                                  "print('ready', flush=True)\n"
                                  "os.wait()\n"},
    {"much memory in many processes", "import os, time\n"
                                      "read, write = os.pipe()\n"
                                      "for _ in range(8):\n"
                                      "    if os.fork() == 0:\n"
                                      "        memory = bytearray(os.urandom(1 << 20) * 48)\n"
                                      "        os.write(write, b'x')\n"
                                      "        time.sleep(1000)\n"
                                      "for _ in range(8): os.read(read, 1)\n"
                                      "print('ready', flush=True)\n"
                                      "time.sleep(1000)\n"},
    {"a flood on the error stream", "import os\n"
                                    "print('ready', flush=True)\n"
                                    "while True: os.write(2, bytes(1 << 20))\n"},
};

struct Cancelled {
    Result<RunOutcome> outcome;
    std::chrono::microseconds took{0}; ///< From the request to stop until everything was gone.
};

/// Runs the program in a prepared container and cancels it as soon as it is ready.
inline Cancelled runAndCancel(Container &container, const CancelProgram &program)
{
    std::stop_source stop;
    std::chrono::steady_clock::time_point asked;
    const RunSpec spec{.argv = {"/usr/bin/python3", "-I", "-S", "-c", program.python},
                       .environment = {},
                       .limits = {.cpu = Milliseconds{120'000} * slowness(),
                                  .wall = Milliseconds{120'000} * slowness(),
                                  .memory = 768_MiB,
                                  .processes = 120},
                       .requiredTier = container.tier(),
                       .onOutput = [&](std::string_view text) {
                           if (stop.stop_requested() || !text.contains("ready"))
                               return;
                           asked = std::chrono::steady_clock::now();
                           stop.request_stop();
                       }};
    Cancelled result{.outcome = container.run(spec, stop.get_token())};
    result.took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - asked);
    return result;
}

} // namespace assay::sandbox
