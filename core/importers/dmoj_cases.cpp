// SPDX-License-Identifier: GPL-3.0-or-later
// Test cases of an init.yml: listed, or found by the names of files.
#include "core/importers/dmoj_cases.h"

#include <QRegularExpression>

#include <map>
#include <optional>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostCases = 10'000;

// Source: DMOJ's documentation, "Specifying cases with regexes".
const QString kInputNames = u"^(?=.*?\\.in|in).*?(?:(?:^|\\W)(?P<batch>\\d+)[^\\d\\s]+)?(?P<case>\\d+)[^\\d\\s]*$"_s;
const QString kOutputNames = u"^(?=.*?\\.out|out).*?(?:(?:^|\\W)(?P<batch>\\d+)[^\\d\\s]+)?(?P<case>\\d+)[^\\d\\s]*$"_s;

/// Keys of a case that change what a verdict is, and that are not understood here.
constexpr std::array kForeign = {"generator_args", "generator", "checker", "custom_judge", "generator_in"};

class CaseReader
{
public:
    CaseReader(const YamlValue &root, const PackageTree &files, PackageFindings &findings)
        : m_root(root)
        , m_files(files)
        , m_findings(findings)
    {
        if (const YamlValue *points = root.find("points"))
            m_points = findings.keep(points->number()).value_or(1);
        if (const YamlValue *output = root.find("out"))
            m_output = findings.keep(output->string()).value_or(QString()).toStdString();
    }

    QList<DmojGroup> run()
    {
        const YamlValue *pretests = m_root.find("pretest_test_cases");
        if (pretests != nullptr && pretests->isSequence()) {
            readList(*pretests);
            for (DmojGroup &group : m_groups)
                group.points = 0;
        }
        const YamlValue *cases = m_root.find("test_cases");
        if (cases != nullptr && cases->isSequence())
            readList(*cases);
        else
            findByName(cases);
        if (m_groups.isEmpty() && !m_findings.hasErrors())
            m_findings.error("init.yml", u"test_cases"_s, u"there are none"_s);
        return m_groups;
    }

private:
    void readList(const YamlValue &list)
    {
        for (const YamlValue &one : list.children()) {
            if (const YamlValue *batched = one.find("batched"))
                readBatch(one, *batched);
            else if (const auto found = readCase(one))
                m_groups.append({.cases = {*found}, .points = pointsOf(one), .batch = false, .needs = {}});
            if (m_groups.size() > kMostCases)
                return m_findings.add(list.warning(u"only the first %1 are read"_s.arg(kMostCases)));
        }
    }

    void readBatch(const YamlValue &one, const YamlValue &batched)
    {
        DmojGroup group{.cases = {}, .points = pointsOf(one), .batch = true, .needs = {}};
        for (const YamlValue &inner : batched.children()) {
            if (const auto found = readCase(inner); found && group.cases.size() < kMostCases)
                group.cases.append(*found);
        }
        if (const YamlValue *needs = one.find("dependencies")) {
            for (const YamlValue &number : needs->children())
                group.needs.append(static_cast<int>(m_findings.keep(number.integer()).value_or(0)));
        }
        m_groups.append(group);
    }

    double pointsOf(const YamlValue &one)
    {
        const YamlValue *points = one.find("points");
        return points != nullptr ? m_findings.keep(points->number()).value_or(0) : m_points;
    }

    std::optional<DmojCase> readCase(const YamlValue &one)
    {
        for (const char *key : kForeign) {
            if (const YamlValue *foreign = one.find(key)) {
                m_findings.add(foreign->broken("cannot be imported").error());
                return std::nullopt;
            }
        }
        const YamlValue *input = one.find("in");
        const YamlValue *output = one.find("out");
        if (input == nullptr) {
            m_findings.add(one.broken("names no input").error());
            return std::nullopt;
        }
        DmojCase found{.input = m_findings.keep(input->string()).value_or(QString()).toStdString(), .output = m_output};
        if (output != nullptr)
            found.output = m_findings.keep(output->string()).value_or(QString()).toStdString();
        return found;
    }

    std::optional<QRegularExpression> pattern(const YamlValue *cases, const char *key, const QString &usual)
    {
        QString text = usual;
        if (const YamlValue *own = cases != nullptr ? cases->find(key) : nullptr)
            text = m_findings.keep(own->string()).value_or(usual);
        QRegularExpression expression(text, QRegularExpression::CaseInsensitiveOption);
        if (expression.isValid())
            return expression;
        m_findings.error("init.yml", u"test_cases."_s + QLatin1StringView{key}, expression.errorString());
        return std::nullopt;
    }

    /// Cases by (batch, case), in the order of those; a case without a batch has its own number for one.
    void findByName(const YamlValue *cases)
    {
        const auto inputs = pattern(cases, "input_format", kInputNames);
        const auto outputs = pattern(cases, "output_format", kOutputNames);
        if (!inputs || !outputs)
            return;
        struct Place {
            int batch = -1; ///< -1: none.
            int number = 0;
            auto operator<=>(const Place &) const = default;
        };
        std::map<Place, DmojCase> found;
        for (const PackageFile &file : m_files.files()) {
            const QString name = QString::fromStdString(file.path);
            for (const auto &[expression, member] :
                 {std::pair{&*inputs, &DmojCase::input}, std::pair{&*outputs, &DmojCase::output}}) {
                const auto match = expression->match(name, 0, QRegularExpression::NormalMatch,
                                                     QRegularExpression::AnchorAtOffsetMatchOption);
                if (!match.hasMatch())
                    continue;
                const QString batch = match.captured(u"batch"_s);
                found[{batch.isEmpty() ? -1 : batch.toInt(), match.captured(u"case"_s).toInt()}].*member = file.path;
            }
        }
        addFound(found);
    }

    template <typename Found>
    void addFound(const Found &found)
    {
        std::map<std::pair<int, bool>, DmojGroup> groups; // by the number that they are sorted by
        for (const auto &[place, one] : found) {
            if (one.input.empty() || one.output.empty())
                continue;
            const bool batch = place.batch >= 0;
            DmojGroup &group = groups[{batch ? place.batch : place.number, batch}];
            group.batch = batch;
            group.points = m_points;
            group.cases.append(one);
        }
        for (const auto &[place, group] : groups)
            m_groups.append(group);
    }

    const YamlValue &m_root;
    const PackageTree &m_files;
    PackageFindings &m_findings;
    double m_points = 1;
    std::string m_output;
    QList<DmojGroup> m_groups;
};

} // namespace

QList<DmojGroup> readDmojCases(const YamlValue &root, const PackageTree &files, PackageFindings &findings)
{
    return CaseReader{root, files, findings}.run();
}

} // namespace assay::core
