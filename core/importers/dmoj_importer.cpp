// SPDX-License-Identifier: GPL-3.0-or-later
// DmojImporter: problems of the DMOJ judge, a folder with an init.yml. Source: DMOJ's documentation, "Problem format".
#include "core/importers/dmoj_importer.h"

#include "core/importers/dmoj_cases.h"
#include "core/importers/dmoj_checkers.h"
#include "core/importers/package_maker.h"
#include "core/importers/testlib_program.h"
#include "core/problems/archive_unpack.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

constexpr auto kFile = "init.yml";
constexpr Bytes kLargestYaml = 4_MiB;

/// Keys that decide about verdicts and are not understood.
constexpr std::array kForeign = {"generator",        "custom_judge", "signature_grader", "file_io", "binary_data",
                                 "wall_time_factor", "grader"};

class Reading
{
public:
    Reading(const PackageTree &tree, const YamlValue &root, const fs::path &scratch)
        : m_tree(tree)
        , m_root(root)
        , m_scratch(scratch)
    {
    }

    Result<ImportedProblem> run()
    {
        m_problem.shortName = shortNameOf(QString::fromStdString(m_tree.root().filename().string()));
        m_problem.names.insert(u"en"_s, m_problem.shortName);
        m_problem.identity = "dmoj:"_L1 + m_problem.shortName;
        for (const char *key : kForeign) {
            if (const YamlValue *value = m_root.find(key))
                m_findings.add(value->broken("cannot be imported").error());
        }
        readLimits();
        readStatement();
        TRY(readCases());
        readChecker();
        m_problem.findings = m_findings.list();
        return std::move(m_problem);
    }

private:
    void readLimits()
    {
        m_findings.warn(kFile, {},
                        u"says nothing of time and memory, which the site keeps: set limits in problem.yaml"_s);
        if (const YamlValue *limit = m_root.find("output_limit_length"))
            m_problem.output = Bytes{std::max<std::int64_t>(1, m_findings.keep(limit->integer()).value_or(1))};
    }

    void readStatement()
    {
        for (const PackageFile &file : m_tree.files()) {
            if (file.path.find('/') == std::string::npos && file.path.ends_with(".md") && file.path != "README.md") {
                m_problem.statements.append(
                    {.language = u"en"_s, .extension = u"md"_s, .text = {}, .file = file.resolved});
                return;
            }
        }
    }

    /// Errors: Io. A bad archive is a finding.
    Result<void> readCases()
    {
        const PackageTree *files = &m_tree;
        std::optional<PackageTree> unpacked;
        if (const YamlValue *archive = m_root.find("archive")) {
            unpacked = TRY(unpack(*archive));
            if (!unpacked)
                return {};
            files = &*unpacked;
        }
        place(readDmojCases(m_root, *files, m_findings), *files);
        return {};
    }

    Result<std::optional<PackageTree>> unpack(const YamlValue &archive)
    {
        const auto name = m_findings.keep(archive.string());
        const PackageFile *file = name ? m_tree.find(name->toStdString()) : nullptr;
        if (file == nullptr) {
            if (name)
                m_findings.add(archive.broken("is not in the folder").error());
            return std::nullopt;
        }
        if (auto done = unpackArchive(file->resolved, m_scratch); !done) {
            m_findings.add(archive.broken(done.error().detail).error());
            return std::nullopt;
        }
        return TRY(PackageTree::scan(m_scratch, m_findings));
    }

    void place(const QList<DmojGroup> &groups, const PackageTree &files)
    {
        m_problem.scoring = true;
        QStringList batches; // their names, by number
        QStringList pretests; // a failure in one ends the judging
        for (const DmojGroup &group : groups) {
            ImportedGroup made{.name = u"%1-%2"_s.arg(m_problem.groups.size() + 1, 3, 10, QChar(u'0'))
                                           .arg(group.batch ? u"batch"_s : u"case"_s),
                               .points = std::max(0.0, group.points),
                               .cases = {},
                               .needs = pretests};
            for (const DmojCase &one : group.cases) {
                if (const auto found = filesOf(one, files))
                    made.cases.append(*found);
            }
            for (const int number : group.needs) {
                if (number >= 1 && number <= batches.size() && !made.needs.contains(batches[number - 1]))
                    made.needs.append(batches[number - 1]);
                else if (number < 1 || number > batches.size())
                    m_findings.error(kFile, u"dependencies"_s,
                                     u"there is no batch %1 before the one that needs it"_s.arg(number));
            }
            if (group.batch)
                batches.append(made.name);
            if (group.points <= 0)
                pretests.append(made.name);
            m_problem.groups.append(made);
        }
        if (std::ranges::all_of(groups, [](const DmojGroup &group) { return group.points <= 0; }))
            makePassFail();
    }

    /// Nothing gives points.
    void makePassFail()
    {
        m_problem.scoring = false;
        for (const ImportedGroup &group : std::as_const(m_problem.groups))
            m_problem.secret += group.cases;
        m_problem.groups.clear();
    }

    std::optional<ImportedCase> filesOf(const DmojCase &one, const PackageTree &files)
    {
        const PackageFile *input = files.find(one.input);
        const PackageFile *output = one.output.empty() ? nullptr : files.find(one.output);
        const bool needsOutput = m_root.find("interactive") == nullptr || !one.output.empty();
        if (input == nullptr || (output == nullptr && needsOutput)) {
            m_findings.error(
                kFile, u"test_cases"_s,
                u"there is no file %1"_s.arg(QString::fromStdString(input == nullptr ? one.input : one.output)));
            return std::nullopt;
        }
        return ImportedCase{.input = input->resolved, .answer = output != nullptr ? output->resolved : fs::path{}};
    }

    void readChecker()
    {
        if (const YamlValue *interactive = m_root.find("interactive")) {
            m_problem.interactor = testlibProgram(*interactive);
            return;
        }
        const YamlValue *checker = m_root.find("checker");
        QString name = u"standard"_s;
        const YamlValue *arguments = nullptr;
        if (checker != nullptr && checker->isMap()) {
            const YamlValue *given = checker->find("name");
            if (given != nullptr)
                name = m_findings.keep(given->string()).value_or(name);
            arguments = checker->find("args");
        } else if (checker != nullptr) {
            name = m_findings.keep(checker->string()).value_or(name);
        }
        if (name == "bridged"_L1 && arguments != nullptr) {
            m_problem.checker = testlibProgram(*arguments);
        } else if (isDmojChecker(name)) {
            m_problem.checkerScript = dmojCheckerScript();
            m_problem.checkerArguments = QStringList{name} + optionsOf(arguments);
        } else {
            m_findings.error(kFile, u"checker"_s, u"%1 cannot be imported"_s.arg(name));
        }
    }

    QStringList optionsOf(const YamlValue *arguments)
    {
        QStringList options;
        if (arguments == nullptr || !arguments->isMap())
            return options;
        for (const YamlValue &argument : arguments->children()) {
            const auto value = m_findings.keep(argument.string());
            const bool known = argument.key() == "precision"_L1 || argument.key() == "error_mode"_L1 ||
                               argument.key() == "split_on"_L1;
            if (value && known)
                options.append(argument.key() + u'=' + *value);
            else if (value && argument.key() != "pe_allowed"_L1 && argument.key() != "feedback"_L1)
                m_findings.add(argument.broken("is not known").error());
        }
        return options;
    }

    /// `files: …, type: testlib`. The first that is no header is the program.
    std::optional<TestlibProgram> testlibProgram(const YamlValue &description)
    {
        const YamlValue *type = description.find("type");
        const YamlValue *files = description.find("files");
        const bool testlib = type != nullptr && m_findings.keep(type->string()) == u"testlib"_s;
        if (!testlib || files == nullptr) {
            m_findings.add(description.broken("cannot be imported: only programs of type testlib are").error());
            return std::nullopt;
        }
        std::string program;
        std::vector<std::string> headers;
        for (const QString &name : m_findings.keep(files->strings()).value_or(QStringList())) {
            if (name.endsWith(".h"_L1) || name.endsWith(".hpp"_L1))
                headers.push_back(name.toStdString());
            else if (program.empty())
                program = name.toStdString();
        }
        return findTestlibProgram(m_tree, program, headers, m_findings);
    }

    const PackageTree &m_tree;
    const YamlValue &m_root;
    const fs::path &m_scratch;
    ImportedProblem m_problem;
    PackageFindings m_findings;
};

} // namespace

bool DmojImporter::recognizes(const PackageTree &tree) const
{
    return tree.find(kFile) != nullptr;
}

Result<ImportedProblem> DmojImporter::read(const PackageTree &tree, const fs::path &scratch) const
{
    const auto failed = [](Finding finding) {
        ImportedProblem problem;
        problem.findings.append(std::move(finding));
        return problem;
    };
    const auto text = checkedContent(*tree.find(kFile), kLargestYaml);
    if (!text)
        return failed(text.error());
    const auto root = YamlValue::parse({text->constData(), static_cast<std::size_t>(text->size())}, kFile);
    if (!root)
        return failed(root.error());
    if (!root->isMap())
        return failed(root->broken("must be a map").error());
    return Reading{tree, *root, scratch}.run();
}

} // namespace assay::core
