package io.frond.retrieve.format;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through an XML file element by element. A document type is refused wherever it stands, so there are no entities,
 * neither of this file nor of others.
 */
final class Xml {
    private final XMLStreamReader reader;
    private final Allowance allowance;
    private int open;

    /** What to do with an element; must leave it by its end: {@link #each}, {@link #text} or {@link #skip}. */
    @FunctionalInterface
    interface Visit {
        void at(String name) throws XMLStreamException;
    }

    Xml(byte[] file, Allowance allowance) throws XMLStreamException {
        this.allowance = allowance;
        this.reader = factory().createXMLStreamReader(new ByteArrayInputStream(file));
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /** Visits the file's one outermost element. */
    void root(Visit visit) throws XMLStreamException {
        while (reader.hasNext()) {
            if (next() == XMLStreamConstants.START_ELEMENT) {
                visit.at(reader.getLocalName());
            }
        }
    }

    /** Visits the elements right below the one that is open, and leaves it. */
    void each(Visit visit) throws XMLStreamException {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                return;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                visit.at(reader.getLocalName());
            }
        }
    }

    void skip() throws XMLStreamException {
        each(name -> skip());
    }

    /** The text of the element that is open, without those within it; leaves it. */
    String text() throws XMLStreamException {
        var text = new StringBuilder();
        while (true) {
            switch (next()) {
                case XMLStreamConstants.END_ELEMENT -> {
                    return text.toString();
                }
                case XMLStreamConstants.START_ELEMENT -> skip();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    allowance.step();
                    text.append(reader.getText());
                }
                default -> {}
            }
        }
    }

    /** Of the element that is open, whatever its namespace; null where it is absent. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    private int next() throws XMLStreamException {
        allowance.step();
        int event = reader.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new Unreadable("it declares entities, which could stand for anything");
        }
        open += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        allowance.depth(open);
        return event;
    }
}
