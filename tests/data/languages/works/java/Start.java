package numbers;

import java.util.Scanner;

public class Start {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        System.out.println(Sum.of(in, in.nextInt()));
    }
}
