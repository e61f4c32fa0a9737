// Walks the tree with the rules of tidy/rules.h, and shows for each rule that it bites.
#include <QDirIterator>
#include <QProcess>
#include <QTest>

#include "tidy/rules.h"

using namespace firedamp::tidy;

class TestTidy : public QObject {
  Q_OBJECT

 private:
  static SourceFile source(const char* path, const QStringList& lines) {
    SourceFile file{path, {}};
    for (const QString& line : lines) file.lines.push_back(line.toStdString());
    return file;
  }

  // Everything that git would track: the committed and the new files, without ignored ones.
  static QStringList trackedFiles() {
    QProcess git;
    git.setWorkingDirectory(FIREDAMP_SOURCE_DIR);
    git.start("git", {"ls-files", "-z", "--cached", "--others", "--exclude-standard"});
    if (!git.waitForFinished() || git.exitCode() != 0) return {};
    QStringList files = QString::fromUtf8(git.readAllStandardOutput()).split(QChar{0});
    files.removeAll(QString{});
    return files;
  }

 private slots:
  void the_tree_keeps_its_rules() {
    const QStringList files = trackedFiles();
    if (files.isEmpty()) QSKIP("not a git checkout: nothing lists the files of the tree");
    Complaints complaints = circles(allowedArrows());
    for (const QString& path : files) {
      QFile file{QStringLiteral(FIREDAMP_SOURCE_DIR "/") + path};
      if (!file.open(QIODevice::ReadOnly)) continue;  // deleted, not yet committed
      const QByteArray content = file.readAll();
      if (content.contains('\0')) continue;           // pictures
      QStringList lines = QString::fromUtf8(content).split('\n');
      if (lines.last().isEmpty()) lines.removeLast();
      const Complaints more = check(source(path.toUtf8().constData(), lines));
      complaints.insert(complaints.end(), more.begin(), more.end());
    }
    for (const std::string& complaint : complaints) qWarning("%s", complaint.c_str());
    QCOMPARE(complaints.size(), std::size_t{0});
  }

  void nothing_new_stands_at_the_top() {
    const QSet<QString> allowed{"supervisor", "simulators", "protocol", "firmware-shared", "tests",
                                "CMakeLists.txt", "README.md", "CMakePresets.json", "LICENSE",
                                "CONTRIBUTING.md", "demo", "check"};
    for (const QString& path : trackedFiles()) {
      const QString top = path.section('/', 0, 0);
      QVERIFY2(top.startsWith('.') || allowed.contains(top), qPrintable(top));
    }
  }

  void a_backward_arrow_is_found() {
    QCOMPARE(check(source("supervisor/alarm/x.cpp", {"#include \"core/core.h\""})).size(), 1u);
    QCOMPARE(check(source("supervisor/core/x.cpp", {"#include \"alarm/x.h\""})).size(), 0u);
    QCOMPARE(check(source("simulators/plant/x.cpp", {"#include \"session/bus.h\""})).size(), 1u);
    QCOMPARE(check(source("supervisor/unheard/x.cpp", {""})).size(), 1u);
  }

  void a_circle_is_found() {
    QCOMPARE(circles({{"a", {"b"}}, {"b", {"c"}}, {"c", {"a"}}}).size(), 1u);
    QCOMPARE(circles({{"a", {"b", "c"}}, {"b", {"c"}}, {"c", {}}}).size(), 0u);
  }

  void a_library_outside_its_folder_is_found() {
    QCOMPARE(check(source("supervisor/core/x.cpp", {"#include <boost/asio.hpp>"})).size(), 1u);
    QCOMPARE(check(source("supervisor/historian/x.h", {"#include <QString>"})).size(), 1u);
    QCOMPARE(check(source("supervisor/io/x.cpp", {"#include <boost/asio.hpp>"})).size(), 0u);
  }

  void a_clock_in_the_core_is_found() {
    const QString now = "auto t = std::chrono::steady_clock::" "now();";
    QCOMPARE(check(source("supervisor/core/x.cpp", {now})).size(), 1u);
    QCOMPARE(check(source("supervisor/io/x.cpp", {now})).size(), 0u);
  }

  void each_size_is_checked_on_both_sides() {
    QStringList body{"void f() {"};
    for (int i = 0; i < 60; ++i) body << "  g();";
    body << "}";
    QCOMPARE(check(source("supervisor/core/x.cpp", body)).size(), 0u);
    body.insert(1, "  g();");
    QCOMPARE(check(source("supervisor/core/x.cpp", body)).size(), 1u);

    QStringList file(400, "int a;");
    QCOMPARE(check(source("supervisor/core/x.cpp", file)).size(), 0u);
    file << "int b;";
    QCOMPARE(check(source("supervisor/core/x.cpp", file)).size(), 1u);

    QCOMPARE(check(source("supervisor/core/x.h", {QString(100, 'a')})).size(), 0u);
    QCOMPARE(check(source("supervisor/core/x.h", {QString(101, 'a')})).size(), 1u);
  }

  void vague_names_and_unfinished_marks_are_found() {
    QCOMPARE(check(source("supervisor/core/x.h", {"class Alarm" "Manager {"})).size(), 1u);
    QCOMPARE(check(source("supervisor/core/x.h", {"// TO" "DO later"})).size(), 1u);
  }

  void a_workplace_path_is_found_in_any_file() {
    QCOMPARE(check(source("README.md", {"cd /wo" "rk/main"})).size(), 1u);
    QCOMPARE(check(source("README.md", {"cd build/network/main"})).size(), 0u);
  }
};

QTEST_APPLESS_MAIN(TestTidy)
#include "tst_tidy.moc"
