/* What a port hands to the node at every step and gets from it. An 8051 image has only the members
 * of its class. */
#ifndef FW_PINS_H
#define FW_PINS_H

#include "fw/classes.h"
#include "msn/port.h"

/* Input pins, 1 = true. */
#define FW_PIN_REMOTE 0x01u       /* local/remote switch stands on REMOTE */
#define FW_PIN_CLOSE 0x02u        /* the local hand button "close" is pressed (edge counts) */
#define FW_PIN_INTERLOCK 0x04u    /* external interlock demands off */
#define FW_PIN_MUTE 0x10u         /* the local mute button is pressed (edge counts) */
#define FW_PIN_LOW_SUPPLY 0x20u   /* below the board's limit for safe work */
#define FW_PIN_REVERSE 0x40u      /* flow runs backwards */
#define FW_PIN_POWER_FAIL 0x80u   /* supply is going: save what must survive, now */

struct fw_node_inputs {
#if !MSN_SMALL || FW_WITH_METHANE
  uint16_t gas_raw;    /* methane: sensor counts; config ZERO and SPAN make 0.01 %CH4 of it.
                          With ZERO 0 and SPAN 4096 (default) it is 0.01 %CH4, two's complement */
#endif
#if !MSN_SMALL || FW_WITH_FLOW
  uint16_t pulses;     /* flow: pulses since the last step */
  uint16_t p_abs_dapa; /* flow: absolute pressure, 10 Pa */
  int16_t content_cpct; /* flow: bound methane content, 0.01 %; negative: none bound */
#endif
#if !MSN_SMALL || FW_WITH_METHANE || FW_WITH_FLOW
  int16_t temp_ddegc;  /* 0.1 degC */
  uint16_t supply_mv;
#endif
#if FW_WITH_RELAYS
  uint8_t feedback; /* bit n: contact of relay n says power is on */
#endif
#if !MSN_SMALL || FW_WITH_RELAY
  uint8_t locks;    /* relay: enum fw_lock_input, 1 = demands off (FW_LOCK_KEY: key is turned) */
#endif
#if !MSN_SMALL || FW_WITH_METHANE
  uint8_t sensor;   /* enum msn_sensor_fault, as far as the port's driver sees it: OK, BROKEN, OPEN,
                       SHORT */
#endif
  uint8_t pins;     /* FW_PIN_* */
};

struct fw_node_outputs {
#if FW_WITH_RELAYS
  uint8_t coils; /* bit n: relay n energised = power on; 0 after reset */
#endif
#if MSN_TINY
  uint8_t lamp; /* not 0: lit */
#else
  bool lamp : 1;
  bool horn : 1;
  bool reboot : 1; /* by command: the port resets the chip; the relays are off already */
#endif
};

#endif
