// Bookmarks stand beside a recording, survive, and touch nothing of it.
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

#include "replay/bookmarks.h"

using namespace firedamp;

namespace {

namespace fs = std::filesystem;

Instant at(std::int64_t us) { return fromMicroseconds(1'772'000'000'000'000 + us); }

}  // namespace

class TestBookmarks : public QObject {
  Q_OBJECT

  QTemporaryDir directory_;
  fs::path path(const char* name = "") const { return directory_.filePath(name).toStdString(); }

 private slots:
  void what_was_kept_is_read_again_to_the_microsecond() {
    QVERIFY(readBookmarks(path()).empty());
    const std::vector<Bookmark> wanted{
        {at(1), "first"}, {at(2'500'000), "瓦斯 50 %"}, {at(3'000'000), ""}};
    QVERIFY(!writeBookmarks(path(), wanted));
    const std::vector<Bookmark> read = readBookmarks(path());
    QCOMPARE(read.size(), wanted.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
      QVERIFY(read[i].at == wanted[i].at);
      QCOMPARE(read[i].name, wanted[i].name);
    }
    QVERIFY(!writeBookmarks(path(), {}));
    QVERIFY(readBookmarks(path()).empty());
  }

  void a_name_stays_one_line_and_lines_that_are_none_are_left_out() {
    QVERIFY(!writeBookmarks(path(), {{at(0), "two\nlines\r"}}));
    QCOMPARE(readBookmarks(path()).at(0).name, std::string("two lines "));
    std::ofstream{path("bookmarks.txt"), std::ios::app} << "no time\n\n2026-13-01 x\n";
    QCOMPARE(readBookmarks(path()).size(), std::size_t{1});
  }

  void those_of_a_file_stand_beside_it_and_leave_it_alone() {
    std::ofstream{path("a.msl")} << "some bytes";
    const auto before = fs::last_write_time(path("a.msl"));
    QVERIFY(!writeBookmarks(path("a.msl"), {{at(0), "here"}}));
    QCOMPARE(bookmarkFile(path("a.msl")), path("a.msl.bookmarks"));
    QVERIFY(fs::exists(path("a.msl.bookmarks")));
    QCOMPARE(fs::file_size(path("a.msl")), std::uintmax_t{10});
    QVERIFY(fs::last_write_time(path("a.msl")) == before);
    QCOMPARE(readBookmarks(path("a.msl")).at(0).name, std::string("here"));
  }

  void where_nothing_can_be_written_that_is_said_and_the_old_ones_stay() {
    const auto fault = writeBookmarks(path("nowhere"), {{at(0), "x"}});
    QVERIFY(fault && english(*fault).find("nowhere") != std::string::npos);
    fs::create_directory(path("kept"));
    QVERIFY(!writeBookmarks(path("kept"), {{at(0), "old"}}));
    fs::create_directory(path("kept/bookmarks.txt.new"));  // in the way
    QVERIFY(writeBookmarks(path("kept"), {}).has_value());
    QCOMPARE(readBookmarks(path("kept")).at(0).name, std::string("old"));
  }
};

QTEST_APPLESS_MAIN(TestBookmarks)
#include "tst_bookmarks.moc"
