// SPDX-License-Identifier: GPL-3.0-or-later
// DatabaseAddress: where a store's tables are.
#include "core/store/database_address.h"

#include <QStringList>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

const QStringList &knownOptions()
{
    static const QStringList options{u"sslmode"_s, u"sslrootcert"_s,     u"sslcert"_s,
                                     u"sslkey"_s,  u"connect_timeout"_s, u"target_session_attrs"_s};
    return options;
}

/// Qt hands options to libpq as they are, with blanks between them.
bool isPlain(const QString &value)
{
    return std::ranges::none_of(
        value, [](QChar c) { return c.isSpace() || c.isNull() || c == u';' || c == u'\'' || c == u'\\'; });
}

Result<void> requirePlain(const QString &what, const QString &value)
{
    if (isPlain(value))
        return {};
    return fail(Errc::InvalidArgument, "the database's URL: " + what.toStdString() +
                                           " must not hold blanks, quotes, semicolons or backslashes");
}

} // namespace

DatabaseAddress DatabaseAddress::ofFile(const std::filesystem::path &file)
{
    DatabaseAddress address;
    address.m_database = QString::fromStdString(file.native());
    return address;
}

Result<DatabaseAddress> DatabaseAddress::ofUrl(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid() || url.contains(u"%00"_s) ||
        (parsed.scheme() != u"postgres" && parsed.scheme() != u"postgresql"))
        return fail(Errc::InvalidArgument, "a database is given as postgres://user@host:port/database");
    DatabaseAddress address;
    address.m_dialect = Dialect::PostgreSql;
    address.m_database = parsed.path(QUrl::FullyDecoded).mid(1);
    address.m_host = parsed.host(QUrl::FullyDecoded);
    address.m_port = parsed.port();
    address.m_user = parsed.userName(QUrl::FullyDecoded);
    address.m_password = parsed.password(QUrl::FullyDecoded);
    QStringList options;
    for (const auto &[key, value] : QUrlQuery(parsed).queryItems(QUrl::FullyDecoded)) {
        TRY(requirePlain(key, value));
        if (key == u"host")
            address.m_host = value;
        else if (knownOptions().contains(key))
            options.append(key + u'=' + value);
        else
            return fail(Errc::InvalidArgument, "the database's URL: '" + key.toStdString() +
                                                   "' is not an option; there are host, " +
                                                   knownOptions().join(u", "_s).toStdString());
    }
    if (address.m_database.isEmpty())
        return fail(Errc::InvalidArgument, "the database's URL names no database: postgres://user@host:port/database");
    address.m_options = options.join(u';');
    return address;
}

std::string DatabaseAddress::described() const
{
    if (m_dialect == Dialect::Sqlite)
        return m_database.toStdString();
    QUrl url;
    url.setScheme(u"postgres"_s);
    url.setUserName(m_user);
    url.setPath(u'/' + m_database);
    if (m_host.startsWith(u'/'))
        url.setQuery(u"host="_s + m_host);
    else
        url.setHost(m_host);
    url.setPort(m_port);
    return url.toString().toStdString();
}

} // namespace assay::core
