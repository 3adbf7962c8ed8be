// SPDX-License-Identifier: GPL-3.0-or-later
// PolygonImporter: packages of Polygon's, with testlib's programs. Source: their problem.xml, and testlib.h.
#include "core/importers/polygon_importer.h"

#include "core/importers/package_maker.h"
#include "core/importers/polygon_statement.h"
#include "core/importers/testlib_program.h"
#include "core/importers/xml_element.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr auto kFile = "problem.xml";
constexpr Bytes kLargestXml = 8_MiB;
constexpr int kMostTests = 10'000;

/// "tests/07" for 7 and "tests/%02d".
std::string testPath(const QString &pattern, int number)
{
    static const QRegularExpression place{u"%(0?)(\\d?)d"_s};
    const auto match = place.match(pattern);
    if (!match.hasMatch())
        return pattern.toStdString();
    const QChar fill = match.captured(1).isEmpty() ? u' ' : u'0';
    const QString digits = QString::number(number).rightJustified(match.captured(2).toInt(), fill);
    return (pattern.first(match.capturedStart()) + digits + pattern.sliced(match.capturedEnd())).toStdString();
}

struct PolygonTest {
    ImportedCase data;
    bool sample = false;
    double points = 0;
    QString group;
};

/// What a solution's tag promises.
struct Promise {
    const char *tag;
    const char *folder;
    QStringList permitted = {};
};

const std::array kPromises = {
    Promise{"main", "accepted"},
    Promise{"accepted", "accepted"},
    Promise{"wrong-answer", "wrong_answer"},
    Promise{"presentation-error", "wrong_answer"},
    Promise{"time-limit-exceeded", "time_limit_exceeded"},
    Promise{"memory-limit-exceeded", "run_time_error"},
    Promise{"failed", "run_time_error"},
    Promise{"rejected", "rejected"},
    Promise{"time-limit-exceeded-or-accepted", "mixed", {u"AC"_s, u"TLE"_s}},
    Promise{"time-limit-exceeded-or-memory-limit-exceeded", "mixed", {u"TLE"_s, u"RTE"_s}},
};

class Reading
{
public:
    Reading(const PackageTree &tree, const XmlElement &root)
        : m_tree(tree)
        , m_root(root)
    {
    }

    ImportedProblem run()
    {
        readNames();
        readPolygonStatements(m_tree, m_root, m_problem, m_findings);
        readTests();
        readPrograms();
        readSolutions();
        m_problem.findings = m_findings.list();
        return std::move(m_problem);
    }

private:
    void error(const QString &key, const QString &message) { m_findings.error(kFile, key, message); }

    void readNames()
    {
        m_problem.shortName = shortNameOf(m_root.attribute(u"short-name"_s));
        m_problem.identity = "polygon:"_L1 + m_root.attribute(u"url"_s) + u':' + m_problem.shortName;
        for (const XmlElement *name : m_root.at(u"names").all(u"name")) {
            const QString language = languageCode(name->attribute(u"language"_s));
            if (!language.isEmpty())
                m_problem.names.insert(language, name->attribute(u"value"_s));
        }
        if (m_problem.names.isEmpty())
            m_problem.names.insert(u"en"_s, m_problem.shortName);
        const XmlElement &judging = m_root.at(u"judging");
        for (const QString &key : {u"input-file"_s, u"output-file"_s}) {
            if (!judging.attribute(key).isEmpty())
                error("judging."_L1 + key, u"programs read and write files here: only standard input and output are "
                                           "imported"_s);
        }
    }

    void readTests()
    {
        const auto sets = m_root.at(u"judging").all(u"testset");
        if (sets.empty())
            return error(u"judging.testset"_s, u"is missing"_s);
        const auto named =
            std::ranges::find_if(sets, [](const XmlElement *set) { return set->attribute(u"name"_s) == "tests"_L1; });
        const XmlElement &set = named != sets.end() ? **named : *sets.front();
        for (const XmlElement *other : sets) {
            if (other != &set)
                m_findings.warn(kFile, "judging.testset."_L1 + other->attribute(u"name"_s), u"is left out"_s);
        }
        if (const qint64 limit = set.at(u"time-limit").text.toLongLong(); limit > 0)
            m_problem.timeLimit = Milliseconds{std::min<qint64>(limit, 3'600'000)};
        if (const qint64 limit = set.at(u"memory-limit").text.toLongLong(); limit > 0)
            m_problem.memory = Bytes{std::min<qint64>(limit, qint64{1} << 40)};
        readTestList(set);
    }

    void readTestList(const XmlElement &set)
    {
        const auto listed = set.at(u"tests").all(u"test");
        const int count = listed.empty() ? set.at(u"test-count").text.toInt() : static_cast<int>(listed.size());
        if (count <= 0 || count > kMostTests)
            return error(u"judging.testset"_s, u"must have between 1 and %1 tests"_s.arg(kMostTests));
        QList<PolygonTest> tests;
        int missing = 0;
        for (int i = 0; i < count; ++i) {
            PolygonTest test;
            if (!listed.empty()) {
                const XmlElement &element = *listed[static_cast<std::size_t>(i)];
                test.sample = element.attribute(u"sample"_s) == "true"_L1;
                test.points = element.attribute(u"points"_s).toDouble();
                test.group = element.attribute(u"group"_s);
            }
            const PackageFile *input = m_tree.find(testPath(set.at(u"input-path-pattern").text, i + 1));
            const PackageFile *answer = m_tree.find(testPath(set.at(u"answer-path-pattern").text, i + 1));
            const bool needsAnswer = m_root.at(u"assets/interactor").children.empty();
            if (input == nullptr || (answer == nullptr && needsAnswer)) {
                ++missing;
                continue;
            }
            test.data.input = input->resolved;
            if (answer != nullptr)
                test.data.answer = answer->resolved;
            tests.append(test);
        }
        if (missing > 0)
            return error(
                u"judging.testset.tests"_s,
                u"%1 of %2 tests have no files: a package with all of them made (\"full\") is needed"_s.arg(missing)
                    .arg(count));
        place(set, tests);
    }

    void place(const XmlElement &set, const QList<PolygonTest> &tests)
    {
        m_problem.scoring = std::ranges::any_of(tests, [](const PolygonTest &test) { return test.points > 0; });
        for (const PolygonTest &test : tests) {
            if (test.sample)
                m_problem.samples.append(test.data);
            if (!m_problem.scoring && !test.sample)
                m_problem.secret.append(test.data);
        }
        if (!m_problem.scoring && m_problem.secret.isEmpty()) // the samples are all there is
            m_problem.secret = m_problem.samples;
        if (m_problem.scoring)
            placeGroups(set.at(u"groups"), tests);
    }

    /// A group that is passed as a whole becomes a group; of one with points for each test every test becomes one.
    void placeGroups(const XmlElement &groups, const QList<PolygonTest> &tests)
    {
        std::map<QString, QStringList> made; // Polygon's group, and what has become of it
        std::map<QString, const XmlElement *> settings;
        for (const XmlElement *group : groups.all(u"group"))
            settings.emplace(group->attribute(u"name"_s), group);
        for (const PolygonTest &test : tests) {
            const auto known = settings.find(test.group);
            const bool whole =
                known != settings.end() && known->second->attribute(u"points-policy"_s) == "complete-group"_L1;
            if (test.points <= 0 && test.sample && !whole)
                continue; // samples are judged as such
            QStringList &names = made[test.group];
            if (names.isEmpty() || !whole) {
                const QString name = u"%1-%2"_s.arg(m_problem.groups.size() + 1, 3, 10, QChar(u'0'))
                                         .arg(allowedName(test.group.isEmpty() ? u"test"_s : test.group));
                names.append(name);
                m_problem.groups.append({.name = name, .points = 0, .cases = {}, .needs = {}});
                if (known != settings.end())
                    m_problem.groups.last().needs = neededBy(*known->second, made);
            }
            auto &group = *std::ranges::find(m_problem.groups, names.last(), &ImportedGroup::name);
            group.points += test.points;
            group.cases.append(test.data);
        }
    }

    QStringList neededBy(const XmlElement &group, const std::map<QString, QStringList> &made)
    {
        QStringList needed;
        for (const XmlElement *dependency : group.at(u"dependencies").all(u"dependency")) {
            const QString name = dependency->attribute(u"group"_s);
            if (const auto found = made.find(name); found != made.end())
                needed += found->second;
            else if (name != "0"_L1)
                m_findings.warn(kFile, u"groups"_s,
                                u"group %1 needs group %2, which has no tests before it: this is left out"_s.arg(
                                    group.attribute(u"name"_s), name));
        }
        return needed;
    }

    void readPrograms()
    {
        std::vector<std::string> resources;
        for (const XmlElement *file : m_root.at(u"files/resources").all(u"file"))
            resources.push_back(file->attribute(u"path"_s).toStdString());
        const auto program = [&](const XmlElement &element) {
            return findTestlibProgram(m_tree, element.at(u"source").attribute(u"path"_s).toStdString(), resources,
                                      m_findings);
        };
        const XmlElement &assets = m_root.at(u"assets");
        const XmlElement &interactor = assets.at(u"interactor");
        const XmlElement &checker = assets.at(u"checker");
        if (!interactor.children.empty()) {
            m_problem.interactor = program(interactor);
            if (!checker.children.empty())
                m_findings.warn(kFile, u"assets.checker"_s,
                                u"is not run after the interactor, whose word is the last"_s);
        } else if (!checker.children.empty()) {
            m_problem.checker = program(checker);
        } else {
            m_findings.warn(kFile, u"assets.checker"_s, u"is missing: outputs are compared token by token"_s);
        }
        for (const XmlElement *validator : assets.at(u"validators").all(u"validator")) {
            if (auto found = program(*validator))
                m_problem.inputValidators.append(std::move(*found));
        }
    }

    void readSolutions()
    {
        for (const XmlElement *solution : m_root.at(u"assets/solutions").all(u"solution")) {
            const QString path = solution->at(u"source").attribute(u"path"_s);
            const QString tag = solution->attribute(u"tag"_s);
            const PackageFile *file = m_tree.find(path.toStdString());
            const auto promise = std::ranges::find_if(
                kPromises, [&tag](const Promise &one) { return tag == QLatin1StringView{one.tag}; });
            if (file == nullptr || promise == kPromises.end()) {
                m_findings.warn(path.toStdString(), {},
                                file == nullptr ? u"is not in the package: the solution is left out"_s
                                                : u"is left out: nothing is known of the tag \"%1\""_s.arg(tag));
                continue;
            }
            m_problem.solutions.append({.source = file->resolved,
                                        .folder = QLatin1StringView{promise->folder},
                                        .permitted = promise->permitted});
        }
    }

    const PackageTree &m_tree;
    const XmlElement &m_root;
    ImportedProblem m_problem;
    PackageFindings m_findings;
};

} // namespace

bool PolygonImporter::recognizes(const PackageTree &tree) const
{
    return tree.find(kFile) != nullptr;
}

Result<ImportedProblem> PolygonImporter::read(const PackageTree &tree, const std::filesystem::path & /*scratch*/) const
{
    const auto failed = [](Finding finding) {
        ImportedProblem problem;
        problem.findings.append(std::move(finding));
        return problem;
    };
    auto text = checkedContent(*tree.find(kFile), kLargestXml);
    if (!text)
        return failed(std::move(text).error());
    auto root = XmlElement::parse(*text, kFile);
    if (!root)
        return failed(std::move(root).error());
    if (root->name != "problem"_L1)
        return failed({.severity = Severity::Error,
                       .file = QString::fromLatin1(kFile),
                       .key = {},
                       .message = u"is not a problem of Polygon's"_s});
    return Reading{tree, *root}.run();
}

} // namespace assay::core
