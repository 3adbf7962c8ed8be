// SPDX-License-Identifier: GPL-3.0-or-later
// Where a webhook may be: out in the world, and not among the machines beside this one unless whoever runs it allows that.
#include "server/webhooks/address_rules.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace assay::server {

namespace {

constexpr qsizetype kLongestUrl = 2000;

// RFC 6890 and what was registered since; multicast and what is reserved with it.
constexpr std::array kNotPublic{
    "0.0.0.0/8",      "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24",   "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4",  "240.0.0.0/4",    "::/96",          "64:ff9b::/96",   "64:ff9b:1::/48",
    "100::/64",       "2001::/23",    "2001:db8::/32",  "2002::/16",      "3fff::/20",      "5f00::/16",
    "fc00::/7",       "fe80::/10",    "fec0::/10",      "ff00::/8",
};

} // namespace

bool isPublicAddress(const QHostAddress &address)
{
    static const auto notPublic = [] {
        std::array<QPair<QHostAddress, int>, kNotPublic.size()> nets;
        std::ranges::transform(kNotPublic, nets.begin(),
                               [](const char *net) { return QHostAddress::parseSubnet(QString::fromLatin1(net)); });
        return nets;
    }();
    bool isMapped = false;
    const QHostAddress plain(address.toIPv4Address(&isMapped)); // also of ::ffff:a.b.c.d
    const QHostAddress looked = isMapped ? plain : address;
    return !looked.isNull() &&
           std::ranges::none_of(notPublic, [&looked](const auto &net) { return looked.isInSubnet(net); });
}

Result<void> checkWebhookUrl(const QString &text, bool allowPrivate)
{
    const auto wrong = [](const char *why) { return fail(Errc::InvalidArgument, why); };
    const QUrl url(text, QUrl::StrictMode);
    if (text.size() > kLongestUrl || !url.isValid() || url.host().isEmpty())
        return wrong("that is no URL");
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return wrong("a webhook's URL has no name, password or fragment in it");
    if (url.scheme() != u"https" && !(allowPrivate && url.scheme() == u"http"))
        return wrong("a webhook's URL begins with https");
    const QHostAddress literal(url.host());
    if (!allowPrivate && !literal.isNull() && !isPublicAddress(literal))
        return wrong("that is an address of a private network: whoever runs the server may allow those");
    return {};
}

} // namespace assay::server
