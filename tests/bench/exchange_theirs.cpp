#include <modbus/modbus.h>
#include <unistd.h>

#include "bench/exchange.h"

namespace firedamp::bench {
namespace {

struct Free {
  void operator()(modbus_t* context) const { modbus_free(context); }
  void operator()(modbus_mapping_t* mapping) const { modbus_mapping_free(mapping); }
};
using Context = std::unique_ptr<modbus_t, Free>;

// The descriptor is handed over open: the names given here are never opened.
Context contextOn(Wire wire, int descriptor) {
  Context context{wire == Wire::tcp ? modbus_new_tcp("127.0.0.1", 502)
                                    : modbus_new_rtu("/dev/null", 115200, 'N', 8, 1)};
  modbus_set_slave(context.get(), unit);
  modbus_set_socket(context.get(), descriptor);
  modbus_set_response_timeout(context.get(), 2, 0);
  return context;
}

class TheirClient : public Client {
 public:
  TheirClient(Wire wire, int descriptor)
      : descriptor_(descriptor), context_(contextOn(wire, descriptor)) {}
  ~TheirClient() override { ::close(descriptor_); }
  bool poll() override {
    std::uint16_t into[registers];
    return modbus_read_registers(context_.get(), 0, registers, into) == registers;
  }

 private:
  int descriptor_;
  Context context_;
};

}  // namespace

std::unique_ptr<Client> theirClient(Wire wire, int descriptor) {
  return std::make_unique<TheirClient>(wire, descriptor);
}

void theirServer(Wire wire, int descriptor) {
  const Context context = contextOn(wire, descriptor);
  const std::unique_ptr<modbus_mapping_t, Free> mapping{
      modbus_mapping_new(0, 0, registers, 0)};
  std::uint8_t request[MODBUS_TCP_MAX_ADU_LENGTH];
  for (;;) {
    const int length = modbus_receive(context.get(), request);
    if (length < 0) break;
    if (length > 0) modbus_reply(context.get(), request, length, mapping.get());
  }
  ::close(descriptor);
}

}  // namespace firedamp::bench
