// SPDX-License-Identifier: GPL-3.0-or-later
// What a Java program reaches the system by, and how it takes too much.
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

public class Attack {
    static int escapes = 0;

    static void escaped(String what) {
        ++escapes;
        System.out.println("ESCAPED " + what);
    }

    static void contained(String what) {
        System.out.println("CONTAINED " + what);
    }

    static void attempt(String what, Callable<Object> call) {
        try {
            escaped(what + " gave " + call.call());
        } catch (Throwable error) {
            contained(what + ": " + error);
        }
    }

    static void shell() throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", "cat /etc/shadow; ls /root").start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!said.isEmpty())
            escaped("a shell said " + said);
        contained("a shell ended with " + process.waitFor());
    }

    static void files() {
        for (String path : new String[] {"/etc/shadow", "/root", "/home", "/var", "/sys", "/proc/1/environ", "/dev/tty"})
            attempt(path, () -> Files.exists(Path.of(path)) ? Files.list(Path.of(path)) : Files.readAllBytes(Path.of(path)));
        for (String path : new String[] {"/usr/new", "/box/new", "/box/out/new", "/etc/new", "/new"})
            attempt(path, () -> Files.writeString(Path.of(path), "x"));
    }

    static void locks() throws IOException {
        RandomAccessFile device = new RandomAccessFile("/dev/null", "rw");
        attempt("locking a device", () -> device.getChannel().tryLock());
        FileChannel library = FileChannel.open(Path.of("/usr/bin/env"), StandardOpenOption.READ);
        attempt("locking a program", () -> library.tryLock(0, 1, true));
    }

    static void processes() {
        long others = ProcessHandle.allProcesses().filter(p -> p.pid() != ProcessHandle.current().pid()).count();
        if (others > 0)
            escaped(others + " other processes");
        ProcessHandle.of(1).ifPresent(p -> escaped("process 1 is to be seen: " + p.destroyForcibly()));
        contained("no other process");
    }

    static void heap() {
        List<long[]> kept = new ArrayList<>();
        for (int i = 0; i < 256; ++i)
            kept.add(new long[1 << 20]);
        escaped("2 GiB of heap");
    }

    static void direct() {
        List<ByteBuffer> kept = new ArrayList<>();
        for (int i = 0; i < 128; ++i) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(16 << 20);
            for (int at = 0; at < buffer.capacity(); at += 4096)
                buffer.put(at, (byte) 1);
            kept.add(buffer);
        }
        escaped("2 GiB of buffers");
    }

    static void threads() {
        int count = 0;
        try {
            for (; count < 2000; ++count) {
                Thread thread = new Thread(() -> {
                    try {
                        Thread.sleep(1000000);
                    } catch (InterruptedException error) {
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
            escaped(count + " threads");
        } catch (OutOfMemoryError error) {
            contained("after " + count + " threads: " + error.getMessage());
        }
        Runtime.getRuntime().halt(escapes > 0 ? 99 : 0);
    }

    static void forever() {
        for (;;) {
        }
    }

    public static void main(String[] arguments) throws Exception {
        switch (new String(System.in.readAllBytes())) {
            case "connect" -> attempt("connecting", () -> {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress("127.0.0.1", 80), 1000);
                return socket;
            });
            case "listen" -> attempt("listening", () -> new ServerSocket(0));
            case "name_service" -> attempt("a name", () -> InetAddress.getByName("example.org"));
            case "shell" -> shell();
            case "files" -> files();
            case "locks" -> locks();
            case "processes" -> processes();
            case "heap" -> heap();
            case "direct" -> direct();
            case "threads" -> threads();
            case "shutdown_hook" -> Runtime.getRuntime().addShutdownHook(new Thread(Attack::forever));
            case "output" -> {
                for (;;)
                    System.out.println("x".repeat(10000));
            }
            case "error_output" -> {
                for (;;)
                    System.err.println("x".repeat(10000));
            }
            case "thread_stays" -> new Thread(Attack::forever).start();
            case "recursion" -> System.out.println(depth(0));
            default -> System.out.println("nothing of that name");
        }
        if (escapes > 0)
            System.exit(99);
    }

    static int depth(int level) {
        return depth(level + 1) + 1;
    }
}
