// SPDX-License-Identifier: GPL-3.0-or-later
// XmlElement: an XML document as plain values, read once and within limits.
#include "core/importers/xml_element.h"

#include <QXmlStreamReader>

namespace assay::core {

namespace {

constexpr int kDeepest = 32;
constexpr int kMostElements = 200'000;

class Builder
{
public:
    explicit Builder(const QByteArray &text)
        : m_reader(text)
    {
    }

    /// Empty when all is well.
    QString build(XmlElement &root)
    {
        while (!m_reader.atEnd()) {
            switch (m_reader.readNext()) {
            case QXmlStreamReader::StartElement:
                if (QString wrong = readElement(root, 1); !wrong.isEmpty())
                    return wrong;
                break;
            case QXmlStreamReader::EntityReference:
            case QXmlStreamReader::DTD:
                return QStringLiteral("has a document type of its own");
            default:
                break;
            }
        }
        return m_reader.hasError() ? m_reader.errorString() : QString();
    }

private:
    QString readElement(XmlElement &element, int depth)
    {
        if (depth > kDeepest || ++m_count > kMostElements)
            return QStringLiteral("is too deep or has too many elements");
        element.name = m_reader.name().toString();
        for (const auto &attribute : m_reader.attributes())
            element.attributes.insert(attribute.name().toString(), attribute.value().toString());
        while (!m_reader.atEnd()) {
            switch (m_reader.readNext()) {
            case QXmlStreamReader::StartElement:
                if (QString wrong = readElement(element.children.emplace_back(), depth + 1); !wrong.isEmpty())
                    return wrong;
                break;
            case QXmlStreamReader::Characters:
                element.text += m_reader.text();
                break;
            case QXmlStreamReader::EntityReference:
                return QStringLiteral("has an entity that nobody knows");
            case QXmlStreamReader::EndElement:
                element.text = element.text.trimmed();
                return {};
            default:
                break;
            }
        }
        return m_reader.errorString();
    }

    QXmlStreamReader m_reader;
    int m_count = 0;
};

} // namespace

Checked<XmlElement> XmlElement::parse(const QByteArray &text, const std::string &file)
{
    XmlElement root;
    Builder builder(text);
    if (const QString wrong = builder.build(root); !wrong.isEmpty())
        return broken(file, {}, wrong.toStdString());
    return root;
}

const XmlElement &XmlElement::at(QStringView path) const
{
    static const XmlElement nothing;
    const XmlElement *element = this;
    for (const QStringView part : path.tokenize(u'/')) {
        const auto found = element->all(part);
        if (found.empty())
            return nothing;
        element = found.front();
    }
    return *element;
}

std::vector<const XmlElement *> XmlElement::all(QStringView child) const
{
    std::vector<const XmlElement *> found;
    for (const XmlElement &element : children) {
        if (element.name == child)
            found.push_back(&element);
    }
    return found;
}

} // namespace assay::core
