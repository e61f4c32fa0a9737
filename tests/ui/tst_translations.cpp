// Nothing is left untranslated: every tr() (asked of lupdate) and every PHRASE() of the supervisor.
#include <QDirIterator>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "ui/translations.h"
#include "viewmodel/wording.h"

using namespace firedamp;

namespace {

const QString sources = FIREDAMP_SOURCE_DIR "/supervisor";

struct Message {
  QString context, source, translation;
  bool finished = true;
};

QList<Message> readTs(const QString& path) {
  QFile file{path};
  if (!file.open(QIODevice::ReadOnly)) return {};
  QXmlStreamReader xml{&file};
  QList<Message> messages;
  QString context;
  while (!xml.atEnd()) {
    xml.readNext();
    if (!xml.isStartElement()) continue;
    if (xml.name() == u"name") context = xml.readElementText();
    if (xml.name() == u"source") messages << Message{context, xml.readElementText(), {}, true};
    if (xml.name() == u"translation") {
      messages.last().finished = !xml.attributes().hasAttribute("type");
      messages.last().translation = xml.readElementText();
    }
  }
  return messages;
}

QString fileText(const QString& path) {
  QFile file{path};
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

// The texts of all PHRASE("..." "...") in a source.
QStringList phrasesIn(const QString& text) {
  static const QRegularExpression call{R"re(PHRASE\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\))re"};
  static const QRegularExpression part{R"re("((?:[^"\\]|\\.)*)")re"};
  QStringList phrases;
  for (auto calls = call.globalMatch(text); calls.hasNext();) {
    QString phrase;
    const QString literals = calls.next().captured(1);
    for (auto parts = part.globalMatch(literals); parts.hasNext();) {
      phrase += parts.next().captured(1);
    }
    phrases << phrase.replace("\\\"", "\"");
  }
  return phrases;
}

QStringList placeholders(const QString& text) {
  static const QRegularExpression number{"%[0-9]"};
  QStringList found;
  for (auto all = number.globalMatch(text); all.hasNext();) found << all.next().captured();
  found.sort();
  return found;
}

}  // namespace

class TestTranslations : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_tr_has_a_finished_translation() {
    if (!QFile::exists(FIREDAMP_LUPDATE)) QSKIP("lupdate is not installed (qt6-l10n-tools)");
    QTemporaryDir folder;
    const QString copy = folder.filePath("firedamp_zh_CN.ts");
    QVERIFY(QFile::copy(sources + "/ui/i18n/firedamp_zh_CN.ts", copy));
    QProcess lupdate;
    lupdate.start(FIREDAMP_LUPDATE, {"-silent", "-no-obsolete", "-I", sources,
                                     sources + "/viewmodel", sources + "/ui", "-ts", copy});
    QVERIFY(lupdate.waitForFinished(60000));
    QCOMPARE(lupdate.exitCode(), 0);
    const QList<Message> messages = readTs(copy);
    QVERIFY(messages.size() > 150);
    QStringList missing;
    for (const Message& message : messages) {
      if (!message.finished || message.translation.isEmpty()) {
        missing << message.context + ": " + message.source;
      }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join('\n')));
  }

  void every_phrase_of_the_supervisor_has_a_translation() {
    QSet<QString> translated;
    for (const Message& message : readTs(sources + "/ui/i18n/phrases_zh_CN.ts")) {
      if (message.finished && !message.translation.isEmpty()) translated << message.source;
    }
    QStringList missing;
    int found = 0;
    QDirIterator files{sources, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories};
    while (files.hasNext()) {
      const QString path = files.next();
      if (path.endsWith("domain/phrase.h")) continue;   // defines the macro
      for (const QString& phrase : phrasesIn(fileText(path))) {
        ++found;
        if (!translated.contains(phrase)) missing << phrase;
      }
    }
    QVERIFY(found > 80);
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join('\n')));
  }

  void a_missing_phrase_would_be_found() {
    QCOMPARE(phrasesIn("return {PHRASE(\"one \"\n   \"two \\\"%1\\\"\"), {}};"),
             QStringList{"one two \"%1\""});
  }

  void translations_keep_the_placeholders() {
    for (const char* name : {"/ui/i18n/phrases_zh_CN.ts", "/ui/i18n/firedamp_zh_CN.ts"}) {
      for (const Message& message : readTs(sources + name)) {
        QVERIFY2(placeholders(message.source) == placeholders(message.translation),
                 qPrintable(message.source));
      }
    }
  }

  void words_change_with_the_translator_and_back() {
    Translations translations;
    const Phrase phrase{PHRASE("%1 no data"), {"CH4-01"}};
    QVERIFY(translations.apply(Tongue::chinese));
    QCOMPARE(phraseText(phrase), QStringLiteral("CH4-01 无数据"));
    QCOMPARE(priorityWord(Priority::emergency), QStringLiteral("紧急"));
    QVERIFY(translations.apply(Tongue::english));
    QCOMPARE(phraseText(phrase), QString{"CH4-01 no data"});
  }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
