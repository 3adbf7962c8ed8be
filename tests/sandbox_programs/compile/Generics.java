// SPDX-License-Identifier: GPL-3.0-or-later
// Types that are inferred in exponential time: each call tries both overloads, and each of these its argument.
import java.util.concurrent.Callable;
import java.util.function.Supplier;

public class Generics {
    static <T> T run(Callable<T> call) {
        return null;
    }

    static <T> T run(Supplier<T> call) {
        return null;
    }

    static <T> T both(T first, T second) {
        return first;
    }

    public static void main(String[] arguments) {
        Object o = run(() -> both(0, run(() -> both(1, run(() -> both(2, run(() -> both(3, run(() -> both(4, run(() -> both(5, run(() -> both(6, run(() -> both(7, run(() -> both(8, run(() -> both(9, run(() -> both(10, run(() -> both(11, run(() -> both(12, run(() -> both(13, run(() -> both(14, run(() -> both(15, run(() -> both(16, run(() -> both(17, run(() -> both(18, run(() -> both(19, run(() -> both(20, run(() -> both(21, run(() -> both(22, run(() -> both(23, 1))))))))))))))))))))))))))))))))))))))))))))))));
        System.out.println("CONTAINED it was compiled");
    }
}
