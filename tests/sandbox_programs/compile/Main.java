// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled classes with hooks for the compiler lie beside it.
public class Main {
    public static void main(String[] arguments) {
        System.out.println("CONTAINED only this ran");
    }
}
