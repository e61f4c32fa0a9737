/* The whole node as one step: inputs and elapsed time in, outputs and wire bytes out.
 * The same object code rules serve the 8051 images, the Cortex-M image and the simulator's nodes.
 * No HAL call, no global, no callback; the port moves pins and bytes.
 *
 * Order of use, for ever: fill inputs, fw_node_step(), drive outputs; give every received byte to
 * fw_node_rx(), and send what fw_node_tx() hands out. RTU silence is measured by the elapsed time
 * of the steps (1 to 10 ms each). Not re-entrant; one thread per node. */
#ifndef FW_NODE_H
#define FW_NODE_H

#include "msn/port.h"

/* Input pins, 1 = true. */
#define FW_PIN_REMOTE 0x01u       /* local/remote switch stands on REMOTE */
#define FW_PIN_CLOSE 0x02u        /* the local hand button "close" is pressed (edge counts) */
#define FW_PIN_INTERLOCK 0x04u    /* external interlock demands off */
#define FW_PIN_SENSOR_FAULT 0x08u /* the port's sensor driver reports a fault */

struct fw_node_inputs {
  uint16_t gas_raw;     /* methane: sensor counts; config ZERO and SPAN make 0.01 %CH4 of it */
  uint16_t pulses;      /* flow: pulses since the last step */
  uint16_t p_abs_dapa;  /* flow: absolute pressure, 10 Pa */
  int16_t temp_ddegc;   /* 0.1 degC */
  uint16_t supply_mv;
  uint8_t feedback;     /* bit n: contact of relay n says power is on */
  uint8_t pins;         /* FW_PIN_* */
};

struct fw_node_outputs {
  uint8_t coils; /* bit n: relay n energised = power on; 0 after reset */
  bool lamp;
  bool horn;
};

/* Fixed for one run of a node. */
struct fw_node_setup {
  uint8_t address;      /* Modbus unit 1..247 */
  uint8_t node_class;   /* enum msn_class */
  uint8_t n_relays;     /* 0..2 */
  uint8_t reset_cause;  /* IDENTITY.RESET_CAUSE */
  uint16_t boot_id;     /* differs from boot to boot */
  uint32_t serial;
  uint16_t hardware;
};

#endif
