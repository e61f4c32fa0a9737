// The conformance vectors in this process, for the judge of mutants: quick, without an emulator.
#include <QtTest>

#include "runner.h"

namespace {

QByteArray report;

}  // namespace

extern "C" void vectors_put(char character) { report.append(character); }

class TestVectorsHost : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void all_hold();
};

void TestVectorsHost::all_hold() {
  QVERIFY2(vectors_run_all(), report.constData());
}

QTEST_GUILESS_MAIN(TestVectorsHost)
#include "tst_vectors_host.moc"
