// SPDX-License-Identifier: GPL-3.0-or-later
// Nests deeper than the compiler's stack.
#define A(x) B(B(B(B(B(B(B(B(B(B(x))))))))))
#define B(x) C(C(C(C(C(C(C(C(C(C(x))))))))))
#define C(x) D(D(D(D(D(D(D(D(D(D(x))))))))))
#define D(x) E(E(E(E(E(E(E(E(E(E(x))))))))))
#define E(x) F(F(F(F(F(F(F(F(F(F(x))))))))))
#define F(x) (((((((((((x)))))))))))
int main(void)
{
    return A(0);
}
