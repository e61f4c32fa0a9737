#include "bench/programs.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace firedamp::bench {
namespace {

// `command` writes polls per second and microseconds of CPU per poll.
Rate told(Where where, const std::string& command) {
  const std::string all = "taskset -c 0-" + std::to_string(::sysconf(_SC_NPROCESSORS_ONLN) - 1);
  const std::string line = (where == Where::anywhere ? all + " " : "") + command + " 2>/dev/null";
  FILE* program = ::popen(line.c_str(), "r");
  Rate rate;
  if (program == nullptr) return {};
  if (std::fscanf(program, "%lf %lf", &rate.perSecond, &rate.cpuMicroseconds) != 2) rate = {};
  ::pclose(program);
  return rate;
}

}  // namespace

Rate pymodbusPolls(std::uint16_t port, Where where) {
  const std::string script =
      "import time\n"
      "from pymodbus.client import ModbusTcpClient\n"
      "c = ModbusTcpClient('127.0.0.1', port=" + std::to_string(port) + ")\n"
      "c.connect()\n"
      "n, t, u = 0, time.monotonic(), time.process_time()\n"
      "while time.monotonic() - t < 1:\n"
      "    assert len(c.read_holding_registers(0, 16, 1).registers) == 16\n"
      "    n += 1\n"
      "print(n / (time.monotonic() - t), (time.process_time() - u) * 1e6 / n)\n";
  return told(where, "/usr/bin/python3 -c \"" + script + "\"");
}

Rate modbusSerialPolls(std::uint16_t port, Where where) {
  const char* peers = std::getenv("FIREDAMP_PEERS");
  if (peers == nullptr) return {};
  const std::string script =
      "const M=require('modbus-serial'),c=new M();"
      "c.connectTCP('127.0.0.1',{port:" + std::to_string(port) + "}).then(async()=>{"
      "c.setID(1);let n=0;const t=Date.now(),u=process.cpuUsage();"
      "while(Date.now()-t<1000){const r=await c.readHoldingRegisters(0,16);"
      "if(r.data.length!==16)process.exit(1);n++}"
      "const v=process.cpuUsage(u);"
      "console.log(n*1000/(Date.now()-t),(v.user+v.system)/n);process.exit(0)})";
  return told(where, "env NODE_PATH='" + std::string{peers} + "/node_modules' node -e \"" +
                         script + "\"");
}

}  // namespace firedamp::bench
