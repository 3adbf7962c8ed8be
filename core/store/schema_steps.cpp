// SPDX-License-Identifier: GPL-3.0-or-later
// What the steps of the schema are.
//
// Times are Unix milliseconds, UTC. Ids are their written form. A `*_blob` column names a file under blobs/ that holds
// what was too large for its neighbour.
#include "core/store/schema_steps.h"

#include "core/store/first_schema_steps.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

// People come in by one-time codes, of which only hashes are kept. Each participant's own end, where the session has one.
// Operations: at most one is open of a type and session. What came of verifying a problem.
constexpr const char *kVersion6[] = {
    R"sql(CREATE TABLE join_code (
        hash TEXT NOT NULL PRIMARY KEY,
        session TEXT NOT NULL REFERENCES session (id),
        participant TEXT NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX join_code_of_session ON join_code (session)",
    "ALTER TABLE participant ADD COLUMN ends_at INTEGER",
    "ALTER TABLE problem ADD COLUMN verified INTEGER",
    "ALTER TABLE problem ADD COLUMN failing_languages TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE problem ADD COLUMN data_as_meant INTEGER NOT NULL DEFAULT 1",
    // Up to which seq events are no longer kept.
    "CREATE TABLE event_horizon (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL) STRICT",
    "INSERT INTO event_horizon (id, seq) VALUES (1, 0)",
    "CREATE INDEX event_by_time ON event (time)",
    // `session` is '' for an operation of none.
    R"sql(CREATE TABLE operation (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        session TEXT NOT NULL,
        state TEXT NOT NULL,
        step INTEGER NOT NULL,
        steps INTEGER NOT NULL,
        doing TEXT NOT NULL,
        failure TEXT NOT NULL,
        created INTEGER NOT NULL,
        started INTEGER,
        ended INTEGER
    ) STRICT)sql",
    "CREATE UNIQUE INDEX operation_open ON operation (session, type) WHERE state IN ('pending', 'running')",
    R"sql(CREATE TABLE operation_line (
        operation TEXT NOT NULL REFERENCES operation (id),
        ordinal INTEGER NOT NULL,
        time INTEGER NOT NULL,
        level TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (operation, ordinal)
    ) STRICT, WITHOUT ROWID)sql",
};

// Several engines over one database, and accounts. `engine` is who holds a judgement, or runs an operation; what it does not renew before
// `lease_expires` is taken from it. Events behind event_horizon.seq are kept, up to its `last`: a counter in a row is without
// gaps, whatever is rolled back.
constexpr const char *kVersion7[] = {
    "ALTER TABLE event_horizon ADD COLUMN last INTEGER NOT NULL DEFAULT 0",
    "UPDATE event_horizon SET last = (SELECT coalesce(max(event.seq), event_horizon.seq) FROM event)",
    "ALTER TABLE judgement ADD COLUMN engine TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operation ADD COLUMN engine TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operation ADD COLUMN lease_expires INTEGER",
    // What a client calls the request by which it came, and what was in that; both as hashes.
    "ALTER TABLE submission ADD COLUMN request_key TEXT",
    "ALTER TABLE submission ADD COLUMN request_hash TEXT",
    "CREATE UNIQUE INDEX submission_of_request ON submission (request_key) WHERE request_key IS NOT NULL",
    // Accounts. `name_key` is the name in small letters. Of tokens only hashes are kept.
    R"sql(CREATE TABLE account (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        password TEXT NOT NULL,
        created INTEGER NOT NULL,
        disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
    ) STRICT, WITHOUT ROWID)sql",
    R"sql(CREATE TABLE token (
        hash TEXT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        account TEXT REFERENCES account (id),
        participant TEXT,
        family TEXT NOT NULL,
        scopes TEXT NOT NULL,
        label TEXT NOT NULL,
        created INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        revoked INTEGER,
        CHECK ((account IS NULL) <> (participant IS NULL))
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX token_of_family ON token (family)",
    "CREATE INDEX token_of_account ON token (account) WHERE account IS NOT NULL",
    "CREATE INDEX token_of_participant ON token (participant) WHERE participant IS NOT NULL",
    R"sql(CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        time INTEGER NOT NULL,
        actor TEXT,
        action TEXT NOT NULL,
        session TEXT,
        object TEXT NOT NULL
    ) STRICT)sql",
    "CREATE INDEX audit_of_session ON audit (session) WHERE session IS NOT NULL",
};

// What participants type: a document for each problem and language, and each edit of it. What is listened to is all events.
constexpr const char *kVersion8[] = {
    "UPDATE audit SET action = 'events.watched' WHERE action = 'session.watched'",
    R"sql(CREATE TABLE document (
        id TEXT NOT NULL PRIMARY KEY,
        session TEXT NOT NULL REFERENCES session (id),
        participant TEXT NOT NULL,
        problem TEXT NOT NULL,
        language TEXT NOT NULL,
        version INTEGER NOT NULL,
        text TEXT NOT NULL,
        changed INTEGER NOT NULL,
        UNIQUE (participant, problem, language)
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX document_of_session ON document (session)",
    R"sql(CREATE TABLE document_edit (
        document TEXT NOT NULL REFERENCES document (id),
        version INTEGER NOT NULL,
        time INTEGER NOT NULL,
        client TEXT NOT NULL,
        change TEXT NOT NULL,
        PRIMARY KEY (document, version)
    ) STRICT, WITHOUT ROWID)sql",
};

// Addresses elsewhere that are told of events. What a delivery says is made of the log when it is sent.
constexpr const char *kVersion9[] = {
    R"sql(CREATE TABLE webhook (
        id TEXT NOT NULL PRIMARY KEY,
        url TEXT NOT NULL,
        secret TEXT NOT NULL,
        types TEXT NOT NULL,
        created INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        engine TEXT NOT NULL DEFAULT '',
        held_until INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID)sql",
    R"sql(CREATE TABLE delivery (
        id TEXT NOT NULL PRIMARY KEY,
        webhook TEXT NOT NULL REFERENCES webhook (id),
        seq INTEGER NOT NULL,
        type TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        status INTEGER NOT NULL,
        error TEXT NOT NULL,
        created INTEGER NOT NULL,
        next_attempt INTEGER NOT NULL,
        ended INTEGER,
        UNIQUE (webhook, seq)
    ) STRICT, WITHOUT ROWID)sql",
    "CREATE INDEX delivery_pending ON delivery (webhook, seq) WHERE state = 'pending'",
    "CREATE INDEX delivery_ended ON delivery (ended) WHERE ended IS NOT NULL",
};

// Operations about something else than a session, of which several may be open at a time. Participants whose own time has not
// begun.
constexpr const char *kVersion10[] = {
    "ALTER TABLE operation ADD COLUMN subject TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operation ADD COLUMN result TEXT NOT NULL DEFAULT ''",
    "DROP INDEX operation_open",
    "CREATE UNIQUE INDEX operation_open ON operation (session, type, subject) WHERE state IN ('pending', 'running')",
    "ALTER TABLE participant ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1))",
};

// Blobs are files where one engine has the database, and rows where several do.
constexpr const char *kPostgreSqlVersion7[] = {
    "CREATE TABLE blob (hash TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL)",
};

constexpr std::array<SchemaStep, 5> kFurtherSteps = {
    {{kVersion6, {}}, {kVersion7, kPostgreSqlVersion7}, {kVersion8, {}}, {kVersion9, {}}, {kVersion10, {}}}};

using Steps = std::array<SchemaStep, kFirstSchemaSteps + kFurtherSteps.size()>;

Steps allSteps()
{
    Steps steps;
    const auto further = std::ranges::copy(firstSchemaSteps(), steps.begin()).out;
    std::ranges::copy(kFurtherSteps, further);
    return steps;
}

} // namespace

std::span<const SchemaStep> schemaSteps()
{
    static const Steps steps = allSteps();
    return steps;
}

} // namespace assay::core
