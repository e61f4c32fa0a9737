// Real sockets on loopback.
#include <QTest>

#include <algorithm>

#include "io/rig.h"
#include "support/seed.h"
#include "io/tcp_peer.h"

using namespace firedamp;
using namespace firedamp::test;
using std::chrono::milliseconds;

class TestTcpLink : public QObject {
  Q_OBJECT

 private slots:
  void bytes_go_both_ways_and_sent_follows_what_was_written() {
    TcpPeer peer;
    Rig rig{peer.site()};
    const Socket other = peer.accept();
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    rig.send(everyByte());
    QCOMPARE(other.receive(256), everyByte());
    QVERIFY(rig.log.waitFor(Kind::sent, 1));
    QCOMPARE(rig.log.bytes(Kind::sent), everyByte());
    QVERIFY(other.send(everyByte()));
    QVERIFY(rig.log.waitForReceived(256));
    QCOMPARE(rig.log.bytes(Kind::received), everyByte());
    for (const WireEvent& event : rig.log.all()) QCOMPARE(event.link.value, 3u);
  }

  void a_name_is_resolved() {
    TcpPeer peer;
    LinkSite site = peer.site();
    site.host = "localhost";
    Rig rig{site};
    QVERIFY(rig.log.waitFor(Kind::up, 1));
  }

  void a_refused_connection_is_tried_again_with_growing_pauses_until_somebody_listens() {
    TcpPeer peer{TcpPeer::Start::bound};
    const LinkTiming timing{milliseconds{2000}, milliseconds{10}, milliseconds{80}, 7};
    Rig rig{peer.site(), timing};
    QVERIFY(rig.log.waitFor(Kind::down, 6));
    QVERIFY(QString::fromStdString(rig.log.lastText()).contains("Connection refused"));
    QVERIFY(QString::fromStdString(rig.log.lastText()).startsWith("127.0.0.1:"));
    peer.listen();
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    QVERIFY(pausesGrow(rig.log.all(), timing));
  }

  void a_peer_that_accepts_and_closes_at_once_cannot_make_it_spin() {
    TcpPeer peer;
    const LinkTiming timing{milliseconds{2000}, milliseconds{10}, milliseconds{80}, 7};
    Rig rig{peer.site(), timing};
    for (int i = 0; i < 8; ++i) QVERIFY(peer.accept().fd() >= 0);
    QVERIFY(rig.log.waitFor(Kind::down, 8));
    QVERIFY(pausesGrow(rig.log.all(), timing));
  }

  void a_connection_that_is_never_answered_is_given_up() {
    TcpPeer full{TcpPeer::Start::listening, 0};
    Rig first{full.site()};  // fills the queue of a listener that accepts nobody
    QVERIFY(first.log.waitFor(Kind::up, 1));
    LinkTiming timing = quick();
    timing.connectTimeout = milliseconds{100};
    Rig second{full.site(), timing};
    QVERIFY(second.log.waitFor(Kind::down, 2));
    QCOMPARE(second.log.count(Kind::up), 0u);
    QCOMPARE(second.log.lastText(), std::string{"no connection within 100 ms"});
  }

  void a_silent_peer_is_hung_up_and_dialled_anew_when_the_session_asks() {
    TcpPeer peer;
    Rig rig{peer.site()};
    const Socket halfOpen = peer.accept();
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    rig.reconnect();
    const Socket again = peer.accept();
    QVERIFY(rig.log.waitFor(Kind::up, 2));
    QCOMPARE(rig.log.count(Kind::down), 1u);
    QVERIFY(again.send({1, 2, 3}));
    QVERIFY(rig.log.waitForReceived(3));
  }

  void after_300_resets_of_every_kind_it_is_up_again() {
    constexpr std::size_t rounds = 300;
    std::mt19937 random{seedOfRun()};
    TcpPeer peer;
    Rig rig{peer.site()};
    for (std::size_t round = 1; round <= rounds; ++round) {
      Socket other = peer.accept();
      QVERIFY2(other.fd() >= 0, qPrintable(QString("no call in round %1").arg(round)));
      if (random() % 2 == 0) other.send(Bytes(random() % 3000, std::uint8_t(random())));
      if (random() % 2 == 0) rig.send(everyByte());
      switch (random() % 4) {
        case 0: other.close(); break;
        case 1: other.reset(); break;
        case 2: ::shutdown(other.fd(), SHUT_WR); break;  // half closed, then gone
        default:
          QVERIFY(rig.log.waitForUpAfter(round - 1));
          rig.reconnect();
      }
      QVERIFY(rig.log.waitFor(Kind::down, round));
    }
    const Socket last = peer.accept();
    QVERIFY(rig.log.waitForUpAfter(rounds));
    QCOMPARE(rig.log.count(Kind::down), rounds);
    const std::size_t before = rig.log.bytes(Kind::received).size();
    QVERIFY(last.send(everyByte()));
    QVERIFY(rig.log.waitForReceived(before + 256));
  }

  void a_flood_of_garbage_arrives_whole_and_leaves_the_loop_alive() {
    std::mt19937 random{seedOfRun()};
    Bytes garbage(4 * 1024 * 1024);
    std::generate(garbage.begin(), garbage.end(), [&] { return std::uint8_t(random()); });
    TcpPeer peer;
    Rig rig{peer.site()};
    const Socket other = peer.accept();
    std::thread flood{[&] { other.send(garbage); }};
    milliseconds worst{0};
    for (int i = 0; i < 50; ++i) worst = std::max(worst, rig.onLoop([] {}));
    flood.join();
    QVERIFY(rig.log.waitForReceived(garbage.size()));
    QVERIFY(rig.log.bytes(Kind::received) == garbage);
    QVERIFY2(worst < milliseconds{500}, qPrintable(QString("%1 ms").arg(worst.count())));
  }

  void a_peer_that_reads_nothing_is_hung_up_when_the_queue_is_full() {
    TcpPeer peer;
    Rig rig{peer.site()};
    const Socket deaf = peer.accept();
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    // The system's own buffers take some MiB first.
    for (int i = 0; i < 64 * 1024 && rig.log.count(Kind::down) == 0; ++i) rig.send(Bytes(1024));
    QVERIFY(rig.log.waitFor(Kind::down, 1));
    QVERIFY(QString::fromStdString(rig.log.lastText()).startsWith("takes no bytes"));
    QVERIFY(rig.log.waitFor(Kind::up, 2));
  }

  void nothing_is_heard_after_close() {
    TcpPeer peer;
    Rig rig{peer.site()};
    const Socket other = peer.accept();
    QVERIFY(rig.log.waitFor(Kind::up, 1));
    rig.close();
    const std::size_t heard = rig.log.all().size();
    QCOMPARE(other.receive(1).size(), 0u);  // the peer sees the end
    rig.send({1});
    rig.reconnect();
    rig.onLoop([] {});
    QCOMPARE(rig.log.all().size(), heard);
  }

  void a_loop_may_end_with_everything_pending() {
    TcpPeer open, silent{TcpPeer::Start::bound}, full{TcpPeer::Start::listening, 0};
    LinkSite named = open.site();
    named.host = "localhost";
    for (const LinkSite& site : {open.site(), silent.site(), full.site(), full.site(), named}) {
      Rig rig{site};
      rig.send(everyByte());
    }
  }
};

QTEST_APPLESS_MAIN(TestTcpLink)
#include "tst_tcp_link.moc"
