// SPDX-License-Identifier: GPL-3.0-or-later
// DocumentWriter: hands on what a candidate types at this computer, so that hosts see it as it is typed.
#include "app/document_writer.h"

#include "app/engine_host.h"

namespace assay::app {

namespace {

constexpr std::chrono::milliseconds kSoon{300};
constexpr int kTries = 2; ///< Somebody else may have been at it: the same candidate in a browser.

QString textOf(const SourceDraft &draft)
{
    if (draft.files.size() == 1)
        return draft.files.first().text.left(core::kLongestDocument);
    QString text;
    for (const DraftFile &file : draft.files)
        text += QStringLiteral("==> %1 <==\n%2\n").arg(file.name, file.text);
    return text.left(core::kLongestDocument);
}

/// The document once it holds that text. In the background. Errors: those of DocumentService.
Result<core::Document> store(core::DocumentService &documents, core::ParticipantId who, core::Document document,
                             const QString &text)
{
    for (int i = 0; i < kTries; ++i) {
        if (document.id.isNull())
            document = TRY(documents.open(who, document.problem, document.language));
        const core::TextChange change = core::changeBetween(document.text, text);
        if (change.isEmpty())
            return document;
        const core::EditOutcome outcome = TRY(documents.edit(
            who, document.id, document.version, {{.client = QStringLiteral("desktop"), .change = change}}));
        if (outcome.taken) {
            document.version = outcome.version;
            document.text = text;
            return document;
        }
        document.id = {}; // read it again
    }
    return document;
}

} // namespace

DocumentWriter::DocumentWriter(EngineHost &host, core::ParticipantId participant, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_participant(participant)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSoon);
    connect(&m_timer, &QTimer::timeout, this, &DocumentWriter::sendNext);
}

DocumentWriter::~DocumentWriter() = default;

void DocumentWriter::wrote(core::ProblemId problem, const QString &language, const SourceDraft &draft)
{
    const QString key = QString::fromStdString(problem.toText()) + QLatin1Char(' ') + language;
    m_pending.insert_or_assign(key, Written{.problem = problem, .language = language, .text = textOf(draft)});
    if (!m_timer.isActive())
        m_timer.start();
}

void DocumentWriter::finish()
{
    m_timer.stop();
    m_background.run([engine = m_host.engine(), who = m_participant, last = std::exchange(m_pending, {})] {
        for (const auto &[key, written] : last) {
            core::Document document;
            document.problem = written.problem;
            document.language = written.language;
            (void)store(engine->documents(), who, document, written.text); // there is nobody left to be told
        }
    });
}

void DocumentWriter::sendNext()
{
    m_timer.stop();
    if (m_sending || m_pending.empty())
        return;
    const auto [key, written] = *m_pending.begin();
    m_pending.erase(m_pending.begin());
    m_sending = true;
    core::Document known = m_documents.value(key);
    known.problem = written.problem;
    known.language = written.language;
    m_background.run(
        this,
        [engine = m_host.engine(), who = m_participant, known, text = written.text] {
            return store(engine->documents(), who, known, text);
        },
        [this, key, written](const Result<core::Document> &stored) { sent(key, written, stored); });
}

void DocumentWriter::sent(const QString &key, const Written &written, const Result<core::Document> &stored)
{
    m_sending = false;
    const bool taken = stored && stored->text == written.text;
    if (stored)
        m_documents.insert(key, *stored);
    else
        m_documents.remove(key);
    if (stored && !taken) // others are quicker: once more, unless there is something newer
        m_pending.try_emplace(key, written);
    // That it is not live now is no failure: what is typed later brings it along.
    if (!stored && stored.error().code != Errc::Permission && !std::exchange(m_told, true))
        Q_EMIT failed(stored.error());
    if (!m_pending.empty())
        m_timer.start();
}

} // namespace assay::app
