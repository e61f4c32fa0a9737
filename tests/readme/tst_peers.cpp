// tests/PEERS.md names a test of ours for each bug of others: every one of them is in the tree.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

QString content(const QString& path) {
  QFile file{path};
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

QString sourceOf(const QString& program) {
  QDirIterator files{FIREDAMP_SOURCE_DIR "/tests", {program + ".cpp"}, QDir::Files,
                     QDirIterator::Subdirectories};
  return files.hasNext() ? content(files.next()) : QString{};
}

}  // namespace

class TestPeers : public QObject {
  Q_OBJECT

 private slots:
  void every_test_that_is_named_is_there() {
    static const QRegularExpression named{"`(tst_\\w+) (\\w+)`"};
    const QString table = content(FIREDAMP_SOURCE_DIR "/tests/PEERS.md");
    int found = 0;
    for (auto each = named.globalMatch(table); each.hasNext(); ++found) {
      const auto match = each.next();
      QVERIFY2(sourceOf(match.captured(1)).contains("void " + match.captured(2) + "()"),
               qPrintable(match.captured(0)));
    }
    QVERIFY(found > 30);
  }

  void no_row_of_the_table_is_without_a_test() {
    const QStringList lines = content(FIREDAMP_SOURCE_DIR "/tests/PEERS.md").split('\n');
    for (const QString& line : lines) {
      if (!line.startsWith("| ") || line.startsWith("| reported")) continue;
      QVERIFY2(line.contains("`tst_"), qPrintable(line));
    }
  }
};

QTEST_APPLESS_MAIN(TestPeers)
#include "tst_peers.moc"
