// SPDX-License-Identifier: GPL-3.0-or-later
// Writes persons into YAML.
#include "core/problems/person_writer.h"

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

bool needsMap(const Person &person)
{
    return !person.orcid.isEmpty() || !person.kattis.isEmpty() || person.name.contains(u'<') ||
           person.name.contains(u'>') || person.email.contains(u'<') || person.email.contains(u'>');
}

} // namespace

QString inLine(const Person &person)
{
    return person.email.isEmpty() ? person.name : u"%1 <%2>"_s.arg(person.name, person.email);
}

void writePersons(YamlWriter &yaml, const QString &key, const QList<Person> &persons)
{
    if (persons.isEmpty())
        return;
    yaml.sequence(key, [&] {
        for (const Person &person : persons) {
            if (!needsMap(person)) {
                yaml.item(inLine(person));
                continue;
            }
            yaml.item([&] {
                yaml.text(u"name"_s, person.name);
                yaml.textUnlessEmpty(u"email"_s, person.email);
                yaml.textUnlessEmpty(u"orcid"_s, person.orcid);
                yaml.textUnlessEmpty(u"kattis"_s, person.kattis);
            });
        }
    });
}

} // namespace assay::core
