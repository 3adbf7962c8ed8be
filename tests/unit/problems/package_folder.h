// SPDX-License-Identifier: GPL-3.0-or-later
// PackageFolder: a problem package in a temporary folder, for tests that change one thing of it.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <filesystem>

/// Named "sum" like the package in it; gone with the object.
class PackageFolder
{
public:
    PackageFolder() { QDir(m_dir.path()).mkdir(QStringLiteral("sum")); }

    [[nodiscard]] std::filesystem::path path() const { return (m_dir.path() + QStringLiteral("/sum")).toStdString(); }
    [[nodiscard]] std::filesystem::path outside() const { return m_dir.path().toStdString(); }

    void write(const char *name, const QByteArray &content) const
    {
        const QString file = QString::fromStdString((path() / name).string());
        QDir().mkpath(QFileInfo(file).path());
        QFile to(file);
        if (!to.open(QIODevice::WriteOnly) || to.write(content) != content.size())
            qFatal("cannot write %s", name);
    }

    void remove(const char *name) const { std::filesystem::remove_all(path() / name); }

    /// A small package without faults in 2025-09.
    void fill2025() const
    {
        write("problem.yaml", "problem_format_version: 2025-09\nname: Sum\nuuid: "
                              "8ee7605a-db66-4a51-8d5a-6a3d6e4cd9b1\nlimits:\n  time_limit: 1.0\n");
        fillCommon();
        write("statement/problem.en.md", "Add.\n");
    }

    /// The same in legacy.
    void fillLegacy() const
    {
        write("problem.yaml", "name: Sum\n");
        write(".timelimit", "3\n");
        fillCommon();
        write("problem_statement/problem.tex", "\\problemname{The Sum}\n");
    }

private:
    void fillCommon() const
    {
        write("data/sample/1.in", "1 2\n");
        write("data/sample/1.ans", "3\n");
        write("data/secret/1.in", "5 5\n");
        write("data/secret/1.ans", "10\n");
        write("submissions/accepted/a.py", "print(sum(map(int, input().split())))\n");
    }

    QTemporaryDir m_dir;
};
