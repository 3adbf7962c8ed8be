// SPDX-License-Identifier: GPL-3.0-or-later
// TeX commands that stand for one sign or for a word.
#include "core/problems/math_signs.h"

#include <QHash>

namespace assay::core {

using namespace Qt::StringLiterals;

namespace {

using Table = QHash<QStringView, QStringView>;

struct Row {
    QStringView name;
    QStringView sign;
};

constexpr Row kLetters[] = {
    {u"alpha", u"α"},      {u"beta", u"β"},     {u"gamma", u"γ"},  {u"delta", u"δ"},   {u"epsilon", u"ϵ"},
    {u"varepsilon", u"ε"}, {u"zeta", u"ζ"},     {u"eta", u"η"},    {u"theta", u"θ"},   {u"vartheta", u"ϑ"},
    {u"iota", u"ι"},       {u"kappa", u"κ"},    {u"lambda", u"λ"}, {u"mu", u"μ"},      {u"nu", u"ν"},
    {u"xi", u"ξ"},         {u"pi", u"π"},       {u"varpi", u"ϖ"},  {u"rho", u"ρ"},     {u"varrho", u"ϱ"},
    {u"sigma", u"σ"},      {u"varsigma", u"ς"}, {u"tau", u"τ"},    {u"upsilon", u"υ"}, {u"phi", u"ϕ"},
    {u"varphi", u"φ"},     {u"chi", u"χ"},      {u"psi", u"ψ"},    {u"omega", u"ω"},   {u"Gamma", u"Γ"},
    {u"Delta", u"Δ"},      {u"Theta", u"Θ"},    {u"Lambda", u"Λ"}, {u"Xi", u"Ξ"},      {u"Pi", u"Π"},
    {u"Sigma", u"Σ"},      {u"Upsilon", u"Υ"},  {u"Phi", u"Φ"},    {u"Psi", u"Ψ"},     {u"Omega", u"Ω"},
    {u"ell", u"ℓ"},        {u"hbar", u"ħ"},     {u"imath", u"ı"},  {u"jmath", u"ȷ"},   {u"aleph", u"ℵ"},
};

/// Relations and operators that want air around them.
constexpr Row kRelations[] = {
    {u"le", u"≤"},
    {u"leq", u"≤"},
    {u"leqslant", u"≤"},
    {u"ge", u"≥"},
    {u"geq", u"≥"},
    {u"geqslant", u"≥"},
    {u"lt", u"<"},
    {u"gt", u">"},
    {u"ll", u"≪"},
    {u"gg", u"≫"},
    {u"ne", u"≠"},
    {u"neq", u"≠"},
    {u"equiv", u"≡"},
    {u"approx", u"≈"},
    {u"sim", u"∼"},
    {u"simeq", u"≃"},
    {u"cong", u"≅"},
    {u"propto", u"∝"},
    {u"in", u"∈"},
    {u"notin", u"∉"},
    {u"ni", u"∋"},
    {u"subset", u"⊂"},
    {u"subseteq", u"⊆"},
    {u"subsetneq", u"⊊"},
    {u"supset", u"⊃"},
    {u"supseteq", u"⊇"},
    {u"to", u"→"},
    {u"rightarrow", u"→"},
    {u"longrightarrow", u"⟶"},
    {u"leftarrow", u"←"},
    {u"gets", u"←"},
    {u"Rightarrow", u"⇒"},
    {u"implies", u"⇒"},
    {u"Leftarrow", u"⇐"},
    {u"leftrightarrow", u"↔"},
    {u"Leftrightarrow", u"⇔"},
    {u"iff", u"⇔"},
    {u"mapsto", u"↦"},
    {u"times", u"×"},
    {u"cdot", u"·"},
    {u"div", u"÷"},
    {u"pm", u"±"},
    {u"mp", u"∓"},
    {u"cup", u"∪"},
    {u"cap", u"∩"},
    {u"setminus", u"∖"},
    {u"oplus", u"⊕"},
    {u"otimes", u"⊗"},
    {u"land", u"∧"},
    {u"wedge", u"∧"},
    {u"lor", u"∨"},
    {u"vee", u"∨"},
    {u"mid", u"|"},
    {u"nmid", u"∤"},
    {u"parallel", u"∥"},
    {u"perp", u"⊥"},
    {u"bmod", u"mod"},
    {u"mod", u"mod"},
    {u"coloneqq", u"≔"},
    {u"triangleq", u"≜"},
    {u"prec", u"≺"},
    {u"succ", u"≻"},
    {u"preceq", u"⪯"},
    {u"succeq", u"⪰"},
};

constexpr Row kOthers[] = {
    {u"ldots", u"…"},
    {u"dots", u"…"},
    {u"cdots", u"⋯"},
    {u"dotsc", u"…"},
    {u"dotsb", u"⋯"},
    {u"vdots", u"⋮"},
    {u"ddots", u"⋱"},
    {u"infty", u"∞"},
    {u"sum", u"∑"},
    {u"prod", u"∏"},
    {u"int", u"∫"},
    {u"oint", u"∮"},
    {u"bigcup", u"⋃"},
    {u"bigcap", u"⋂"},
    {u"bigoplus", u"⨁"},
    {u"partial", u"∂"},
    {u"nabla", u"∇"},
    {u"forall", u"∀"},
    {u"exists", u"∃"},
    {u"nexists", u"∄"},
    {u"neg", u"¬"},
    {u"lnot", u"¬"},
    {u"emptyset", u"∅"},
    {u"varnothing", u"∅"},
    {u"lfloor", u"⌊"},
    {u"rfloor", u"⌋"},
    {u"lceil", u"⌈"},
    {u"rceil", u"⌉"},
    {u"langle", u"⟨"},
    {u"rangle", u"⟩"},
    {u"lvert", u"|"},
    {u"rvert", u"|"},
    {u"vert", u"|"},
    {u"lVert", u"‖"},
    {u"rVert", u"‖"},
    {u"Vert", u"‖"},
    {u"lbrace", u"{"},
    {u"rbrace", u"}"},
    {u"lbrack", u"["},
    {u"rbrack", u"]"},
    {u"backslash", u"\\"},
    {u"prime", u"′"},
    {u"circ", u"∘"},
    {u"bullet", u"•"},
    {u"star", u"⋆"},
    {u"ast", u"∗"},
    {u"dagger", u"†"},
    {u"degree", u"°"},
    {u"angle", u"∠"},
    {u"triangle", u"△"},
    {u"square", u"□"},
    {u"blacksquare", u"■"},
    {u"top", u"⊤"},
    {u"bot", u"⊥"},
    {u"therefore", u"∴"},
    {u"because", u"∵"},
    {u"uparrow", u"↑"},
    {u"downarrow", u"↓"},
    {u"surd", u"√"},
    {u"Re", u"ℜ"},
    {u"Im", u"ℑ"},
    {u"colon", u":"},
    {u"checkmark", u"✓"},
    {u"pounds", u"£"},
    {u"euro", u"€"},
    {u"S", u"§"},
    {u"P", u"¶"},
    {u"copyright", u"©"},
    {u"quad", u"\u2003"},
    {u"qquad", u"\u2003\u2003"},
    {u"enspace", u"\u2002"},
    {u"thinspace", u"\u2009"},
    {u"log", u"log"},
    {u"ln", u"ln"},
    {u"lg", u"lg"},
    {u"exp", u"exp"},
    {u"min", u"min"},
    {u"max", u"max"},
    {u"gcd", u"gcd"},
    {u"lcm", u"lcm"},
    {u"sin", u"sin"},
    {u"cos", u"cos"},
    {u"tan", u"tan"},
    {u"arctan", u"arctan"},
    {u"arcsin", u"arcsin"},
    {u"arccos", u"arccos"},
    {u"lim", u"lim"},
    {u"sup", u"sup"},
    {u"inf", u"inf"},
    {u"det", u"det"},
    {u"dim", u"dim"},
    {u"deg", u"deg"},
    {u"arg", u"arg"},
    {u"Pr", u"Pr"},
    {u"ker", u"ker"},
};

constexpr Row kTextSigns[] = {
    {u"ldots", u"…"},
    {u"dots", u"…"},
    {u"textellipsis", u"…"},
    {u"textbackslash", u"\\"},
    {u"textasciitilde", u"~"},
    {u"textasciicircum", u"^"},
    {u"textbar", u"|"},
    {u"textless", u"<"},
    {u"textgreater", u">"},
    {u"textendash", u"–"},
    {u"textemdash", u"—"},
    {u"textquotedblleft", u"“"},
    {u"textquotedblright", u"”"},
    {u"textquoteleft", u"‘"},
    {u"textquoteright", u"’"},
    {u"textquotesingle", u"'"},
    {u"textbullet", u"•"},
    {u"textdegree", u"°"},
    {u"textunderscore", u"_"},
    {u"textdollar", u"$"},
    {u"texttimes", u"×"},
    {u"texteuro", u"€"},
    {u"euro", u"€"},
    {u"pounds", u"£"},
    {u"S", u"§"},
    {u"P", u"¶"},
    {u"copyright", u"©"},
    {u"dag", u"†"},
    {u"ddag", u"‡"},
    {u"ss", u"ß"},
    {u"ae", u"æ"},
    {u"AE", u"Æ"},
    {u"oe", u"œ"},
    {u"OE", u"Œ"},
    {u"o", u"ø"},
    {u"O", u"Ø"},
    {u"aa", u"å"},
    {u"AA", u"Å"},
    {u"l", u"ł"},
    {u"L", u"Ł"},
    {u"i", u"ı"},
    {u"j", u"ȷ"},
    {u"guillemotleft", u"«"},
    {u"guillemotright", u"»"},
    {u"LaTeX", u"LaTeX"},
    {u"TeX", u"TeX"},
    {u"quad", u"\u2003"},
    {u"qquad", u"\u2003\u2003"},
    {u"enspace", u"\u2002"},
    {u"thinspace", u"\u2009"},
    {u"slash", u"/"},
    {u"textregistered", u"®"},
};

template <const auto &rows>
const Table &table()
{
    static const Table made = [] {
        Table signs;
        for (const Row &row : rows)
            signs.insert(row.name, row.sign);
        return signs;
    }();
    return made;
}

QString find(const Table &table, const QString &name)
{
    const auto found = table.constFind(QStringView{name});
    return found == table.constEnd() ? QString() : found->toString();
}

} // namespace

QString mathSign(const QString &name)
{
    if (const QString letter = find(table<kLetters>(), name); !letter.isNull())
        return letter;
    if (const QString relation = find(table<kRelations>(), name); !relation.isNull())
        return u' ' + relation + u' ';
    return find(table<kOthers>(), name);
}

bool isMathLetter(const QString &name)
{
    return table<kLetters>().contains(QStringView{name});
}

QString textSign(const QString &name)
{
    return find(table<kTextSigns>(), name);
}

QChar mathAccent(const QString &name)
{
    static const QHash<QString, QChar> accents = {{u"hat"_s, QChar(0x302)},   {u"widehat"_s, QChar(0x302)},
                                                  {u"tilde"_s, QChar(0x303)}, {u"widetilde"_s, QChar(0x303)},
                                                  {u"dot"_s, QChar(0x307)},   {u"vec"_s, QChar(0x20D7)}};
    return accents.value(name);
}

bool isMathLayout(const QString &name)
{
    static const QStringView names =
        u" limits nolimits displaystyle textstyle scriptstyle big Big bigg Bigg bigl bigr Bigl Bigr middle right "
        u"nonumber "
        u"notag mathcal mathscr mathfrak boldsymbol mathop hline rm bf it tt underbrace overbrace ensuremath phantom "
        u"strut ";
    return names.contains(QString(u' ' + name + u' '));
}

QString mathBlackboard(QString letters)
{
    static const QHash<QChar, QChar> doubled = {{u'R', u'ℝ'}, {u'N', u'ℕ'}, {u'Z', u'ℤ'},
                                                {u'Q', u'ℚ'}, {u'C', u'ℂ'}, {u'P', u'ℙ'}};
    for (QChar &letter : letters)
        letter = doubled.value(letter, letter);
    return letters;
}

} // namespace assay::core
