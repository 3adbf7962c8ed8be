// SPDX-License-Identifier: GPL-3.0-or-later
// The settings' window: what stands in the file, what is saved, and what other places have set.
#include "app/command_line.h"
#include "app/pages/settings_dialog.h"
#include "tests/gui/gui_fixture.h"
#include "tests/gui/widget_search.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::named;

namespace {

/// Whether it could be saved.
bool save(SettingsDialog &dialog)
{
    QSignalSpy saved(&dialog, &SettingsDialog::saved);
    dialog.save();
    return (!saved.isEmpty() || saved.wait()) && saved.first().first().toBool();
}

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everySetting_hasAWidget();
    void saved_isInTheFileAndOnlyWhatDiffers();
    void setElsewhere_cannotBeChangedHere();
    void fileNotUnderstood_isLeftAlone();
    void settings_reachTheEngine();

private:
    [[nodiscard]] core::Settings read(const QMap<QString, QString> &environment = {}) const
    {
        return core::Settings::read({.file = m_file.toStdString(), .environment = environment, .commandLine = {}});
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

void TestSettingsDialog::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_file = m_dir->filePath(u"config/settings.yaml"_s);
}

void TestSettingsDialog::everySetting_hasAWidget()
{
    SettingsDialog dialog(read(), read());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    for (const core::SettingRow &row : core::settingTable()) {
        QVERIFY2(dialog.values().contains(row.id), row.key);
        QVERIFY2(!dialog.values().value(row.id).has_value(), row.key); // as without settings
    }
    QCOMPARE(named<QSpinBox>(dialog, u"Days of logs"_s)->value(), 14);
    test::savePictures(dialog, u"settings"_s);
}

void TestSettingsDialog::saved_isInTheFileAndOnlyWhatDiffers()
{
    SettingsDialog dialog(read(), read());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    named<QSpinBox>(dialog, u"Days of logs"_s)->setValue(30);
    named<QComboBox>(dialog, u"Least sandbox"_s)->setCurrentIndex(2);
    QVERIFY(save(dialog));
    const core::Settings settings = read();
    QCOMPARE(settings.errors(), QStringList());
    QCOMPARE(settings.text(core::SettingId::LogDays), u"30"_s);
    QCOMPARE(settings.text(core::SettingId::LeastTier), u"full"_s);
    QCOMPARE(settings.source(core::SettingId::LogLevel), core::SettingSource::Fallback);
    named<QLineEdit>(dialog, u"Data folder"_s)->setText(u"not/whole"_s);
    QVERIFY(!save(dialog));
    bool told = false;
    for (const auto *label : dialog.findChildren<QLabel *>())
        told = told || label->text().contains(u"data.folder must be a folder by its whole path"_s);
    QVERIFY(told);
    QCOMPARE(read().text(core::SettingId::LogDays), u"30"_s);
}

void TestSettingsDialog::setElsewhere_cannotBeChangedHere()
{
    SettingsDialog dialog(read(), read({{u"ASSAY_LOG_DAYS"_s, u"5"_s}}));
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(!named<QSpinBox>(dialog, u"Days of logs"_s)->isEnabled());
    QVERIFY(named<QSpinBox>(dialog, u"Size of a log (MiB)"_s)->isEnabled());
    QVERIFY(save(dialog));
    QVERIFY(read().source(core::SettingId::LogDays) == core::SettingSource::Fallback); // not written by the way
}

void TestSettingsDialog::fileNotUnderstood_isLeftAlone()
{
    QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("log.dys: 1\n") > 0);
    file.close();
    SettingsDialog dialog(read(), read());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(!save(dialog));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("log.dys: 1\n"));
}

void TestSettingsDialog::settings_reachTheEngine()
{
    core::EngineOptions usual;
    applyDesktopSettings(read(), usual);
    QCOMPARE(usual.timeFactor, 1.0);
    QVERIFY(usual.compiling.warmUp == core::WarmUp::AtStart);
    QVERIFY(!usual.dataFolder.empty());
    core::EngineOptions options;
    applyDesktopSettings(
        core::Settings::read(
            {.file = {},
             .environment = {},
             .commandLine = {u"data.folder=/a/b"_s, u"judging.time_factor=2.5"_s, u"judging.warm_up=no"_s,
                             u"events.days=3"_s, u"sandbox.least_tier=full"_s, u"sessions.verify_problems=no"_s,
                             u"queue.run_at_once=2"_s, u"queue.submit_waiting=7"_s, u"queue.submit_per_second=0.5"_s}}),
        options);
    QVERIFY(options.dataFolder == "/a/b");
    QCOMPARE(options.timeFactor, 2.5);
    QVERIFY(options.compiling.warmUp == core::WarmUp::OnDemand);
    QVERIFY(options.eventsKept == std::chrono::days(3));
    QVERIFY(usual.queueRules == core::QueueRules{}); // as for whoever sets nothing
    QVERIFY(options.queueRules.run == (core::LaneRules{.atOnce = 2, .perSecond = 10}));
    QVERIFY(options.queueRules.submit == (core::LaneRules{.maxWaiting = 7, .perSecond = 0.5}));
    QVERIFY(usual.verifier && usual.verifiesForSessions && !options.verifiesForSessions);
    QVERIFY(options.leastTier.tier != usual.leastTier.tier && !options.leastTier.reason.isEmpty());
}

ASSAY_GUI_TEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
