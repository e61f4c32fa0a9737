// firedampctl against a real engine and a real (native) node: what scripts and people rely on.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <memory>

#include "control/ctl_mine.h"

using namespace firedamp::testing;

namespace {

// A caller that keeps no rules.
class RawCaller {
 public:
  explicit RawCaller(const QString& socket) : fd_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket.toStdString().copy(address.sun_path, sizeof address.sun_path - 1);
    const timeval patience{20, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ok_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawCaller() { ::close(fd_); }
  bool ok() const { return ok_; }
  QJsonObject ask(const QByteArray& bytes) {
    if (::send(fd_, bytes.data(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL) < 0) {
      return {};
    }
    QByteArray answer;
    char c = 0;
    while (::recv(fd_, &c, 1, 0) == 1 && c != '\n') answer += c;
    return QJsonDocument::fromJson(answer).object();
  }

 private:
  int fd_;
  bool ok_ = false;
};

QString outcome(const Said& said) {
  const QJsonObject json = said.json();
  const QJsonArray list = json["ok"].toBool() ? json["result"]["outcomes"].toArray()
                                              : json["outcomes"].toArray();
  return list.isEmpty() ? QString{} : list[0].toObject()["stage"].toString();
}

}  // namespace

class TestFiredampctl : public QObject {
  Q_OBJECT

 private slots:
  void power_is_given_and_taken_by_a_trainee_and_every_step_is_told() {
    Mine mine;
    mine.start({"--operator", "7"});
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    const QJsonObject hello = mine.json({"hello"}).result().toObject();
    QVERIFY(hello["training"].toBool() && hello["site"] == "ONE");

    const Said tripped = mine.json({"trip", "N1/0", "--reason", "test"});
    QCOMPARE(outcome(tripped), QString("confirmed"));
    QVERIFY(mine.ask({"things"}).out.contains("N1/0  power is off"));
    QVERIFY(mine.ask({"--lang", "zh", "things"}).out.contains("N1/0  无电"));

    Said selected;
    const auto select = [&] {  // once it has agreed it is not asked again
      if (selected.code != 0) selected = mine.json({"restore", "N1/0", "--reason", "shift"});
      return selected.code == 0;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(select(), selected.out + selected.errors, 30000);
    QCOMPARE(outcome(selected), QString("selected"));
    const int id = selected.result()["outcomes"][0]["id"].toInt();
    const Said confirmed = mine.json({"confirm", QString::number(id)});
    QCOMPARE(outcome(confirmed), QString("confirmed"));
    QCOMPARE(confirmed.code, 0);
    const QJsonObject record = confirmed.result()["outcomes"][0].toObject();
    QCOMPARE(record["person"].toInt(), 7);
    QCOMPARE(record["station"].toString(), QString("ctl"));
    QCOMPARE(mine.json({"confirm", QString::number(id)}).code, 1);  // it is over
    QVERIFY(mine.ask({"journal"}).out.contains("N1/0 restore confirmed by feedback"));
    QCOMPARE(mine.stop(), 0);
    QCOMPARE(mine.ask({"values"}).code, 3);  // nobody there any more
  }

  void an_alarm_is_explained_by_its_frames_its_limit_and_its_path() {
    Mine mine;
    mine.start({"--operator", "7"});
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    mine.instruct("set N1 methane 1.2");
    const auto high = [&mine] {
      for (const QJsonValue& alarm : mine.json({"alarms"}).result().toArray()) {
        if (alarm["kind"] == "alarm") return alarm["id"].toInt();
      }
      return 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(high() > 0, 30000);
    const QString id = QString::number(high());
    QCOMPARE(mine.ask({"ack", id}).code, 0);
    const auto path = [&] { return mine.json({"explain", id}).result()["path"].toArray(); };
    QTRY_VERIFY_WITH_TIMEOUT(path().size() >= 2, 20000);
    const QJsonValue why = mine.json({"explain", id}).result();
    QVERIFY2(why["limit"]["line"].toString().startsWith("rules/cn-2016.toml:"),
             QJsonDocument{why.toObject()}.toJson());
    QCOMPARE(why["configuration"].toString().size(), 16);
    QCOMPARE(why["frames"].toArray().size(), 2);
    QVERIFY(why["frames"].toArray().at(1).toObject()["hex"].toString().size() > 40);
    QCOMPARE(path().at(0).toObject()["change"].toString(), QString("raised"));
    QVERIFY(mine.ask({"explain", id}).out.contains("delays: on"));
    QCOMPARE(mine.ask({"explain", "999999"}).code, 1);
    QCOMPARE(mine.stop(), 0);
  }

  void without_a_log_in_one_may_look_and_make_safe_and_accounts_open_the_rest() {
    Mine mine;
    mine.start();
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    QCOMPARE(mine.ask({"silence"}).code, 1);
    QCOMPARE(mine.ask({"trip", "N1/0"}).code, 0);  // from any station
    QCOMPARE(mine.ask({"set-up", "wang"}, "short\n").code, 1);
    QCOMPARE(mine.ask({"set-up", "wang"}, "a long password\n").code, 0);
    QCOMPARE(mine.ask({"set-up", "li"}, "another password\n").code, 1);  // once only
    QCOMPARE(mine.ask({"log-in", "wang"}, "a wrong password\n").code, 1);
    QCOMPARE(mine.ask({"log-in", "wang"}, "a long password\n").code, 0);
    QCOMPARE(mine.ask({"restore", "N1/0", "--reason", "x"}).code, 1);  // keeps accounts only
    QCOMPARE(mine.ask({"add-user", "li", "operator"}, "password of li\n").code, 0);
    QCOMPARE(mine.ask({"add-user", "zhao", "king"}, "password of zhao\n").code, 2);
    QVERIFY(mine.ask({"users"}).out.contains("li  operator"));
    QCOMPARE(mine.ask({"close-user", "wang"}).code, 1);  // the last administrator
    QCOMPARE(mine.ask({"log-out"}).code, 0);
    QCOMPARE(mine.ask({"log-in", "li"}, "password of li\n").code, 0);
    QCOMPARE(mine.ask({"silence"}).code, 0);
    QCOMPARE(mine.stop(), 0);

    mine.start();  // accounts outlive the engine, sessions do not
    QCOMPARE(mine.ask({"silence"}).code, 1);
    for (int i = 0; i < 3; ++i) QCOMPARE(mine.ask({"log-in", "li"}, "wrong wrong\n").code, 1);
    const Said waiting = mine.ask({"log-in", "li"}, "password of li\n");
    QCOMPARE(waiting.code, 1);
    QVERIFY2(waiting.errors.contains("too many wrong passwords"), waiting.errors);
    const QByteArray journal = mine.ask({"journal", "200"}).out;
    QVERIFY(journal.contains("opened the account li") && journal.contains("log-in failed"));
    QVERIFY(!journal.contains("password of li"));
    QCOMPARE(mine.stop(), 0);
  }

  void bad_lines_are_answered_and_harm_nobody() {
    Mine mine;
    mine.start();
    const QString socket = mine.data() + "/firedamp.sock";
    struct stat file{};
    QCOMPARE(::lstat(socket.toStdString().c_str(), &file), 0);
    QCOMPARE(file.st_mode & 07777, mode_t{0600});
    RawCaller caller{socket};
    QVERIFY(caller.ok());
    const auto error = [&caller](const QByteArray& line) {
      return caller.ask(line + "\n")["error"].toString();
    };
    QCOMPARE(error("hello"), QString("bad"));
    QCOMPARE(error("[1,2]"), QString("bad"));
    QCOMPARE(error("{\"do\":\"dance\"}"), QString("bad"));
    QCOMPARE(error("{\"do\":7}"), QString("bad"));
    QCOMPARE(error("{\"do\":\"values\",\"sise\":1}"), QString("bad"));
    QCOMPARE(error("{\"do\":\"journal\",\"limit\":-1}"), QString("bad"));
    QCOMPARE(error("{\"do\":\"trip\",\"relays\":[\"NO\"]}"), QString("bad"));
    QCOMPARE(error("{\"do\":\"values\",\"session\":\"0123\"}"), QString("session"));
    QCOMPARE(error(QByteArray(200000, '[')), QString("bad"));
    QCOMPARE(error("\xff\xfe\x00"), QString("bad"));
    QCOMPARE(caller.ask("{\"id\":5,\"do\":\"hello\"}\n")["id"].toInt(), 5);
    std::vector<std::unique_ptr<RawCaller>> crowd;
    for (int i = 0; i < 100; ++i) crowd.push_back(std::make_unique<RawCaller>(socket));
    QVERIFY(caller.ask("{\"do\":\"health\"}\n")["ok"].toBool());
    crowd.clear();
    QTRY_COMPARE_WITH_TIMEOUT(mine.ask({"health"}).code, 0, 10000);
    QCOMPARE(mine.stop(), 0);
  }

  void wrong_arguments_are_named() {
    const auto code = [](const QStringList& words) {
      QProcess process;
      process.start(FIREDAMP_BINARY_DIR "/bin/firedampctl", words);
      process.waitForFinished();
      return process.exitCode();
    };
    QCOMPARE(code({}), 2);
    QCOMPARE(code({"values"}), 2);
    QCOMPARE(code({"--data", "/nowhere", "values"}), 3);
    QCOMPARE(code({"--data", "/nowhere", "dance"}), 2);
    QCOMPARE(code({"--data", "/nowhere", "ack"}), 2);
    QCOMPARE(code({"--data", "/nowhere", "ack", "x1"}), 2);
    QCOMPARE(code({"--lang", "fr", "--data", "/nowhere", "values"}), 2);
    QCOMPARE(code({"--help"}), 0);
  }
};

QTEST_GUILESS_MAIN(TestFiredampctl)
#include "tst_firedampctl.moc"
