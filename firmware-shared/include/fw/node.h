/* The whole node as one step: inputs and elapsed time in, outputs and wire bytes out.
 * The same object code rules serve the 8051 images, the Cortex-M image and the simulator's nodes.
 * No HAL call, no global, no callback; the port moves pins and bytes.
 *
 * Order of use, for ever: fill inputs, fw_node_step(), drive outputs; give every received byte to
 * fw_node_rx(), and send what fw_node_tx() hands out. RTU silence is measured by the elapsed time
 * of the steps (1 to 10 ms each). A reply starts MSN_GAP_MS after the request: keep stepping.
 * Bytes that come while a reply is under way are ignored (half duplex).
 * Not re-entrant; one thread per node. The members are the node's own: read the wire instead. */
#ifndef FW_NODE_H
#define FW_NODE_H

#include "fw/classes.h"
#include "fw/command.h"
#include "fw/interlock.h"
#include "fw/pins.h"
#include "fw/relays.h"
#include "msn/cmac.h"
#include "msn/codes.h"
#include "msn/port.h"
#include "msn/regs.h"
#include "msn/rtu.h"
#if FW_WITH_METHANE
#include "fw/methane.h"
#endif
#if FW_WITH_FLOW
#include "fw/flow.h"
#endif
#if FW_WITH_RELAY
#include "fw/switchgear.h"
#endif

#define FW_VERSION 0x0001u /* IDENTITY.FW */

/* What makes one device different from its twins: provisioning, constant for its life. */
struct fw_node_setup {
  uint8_t address;    /* Modbus unit 1..247 */
  uint8_t node_class; /* enum msn_class */
  uint8_t n_relays;   /* 0..2; a flow node has none */
  uint8_t level;      /* 0: nonce echo; 1: MAC; 2: result MAC too */
  uint16_t hardware;
#if MSN_SMALL /* the boards' order (board.h), each without a gap */
  uint32_t serial;
  uint16_t key_id;
#else
  uint16_t key_id; /* enum msn_key_id */
  uint32_t serial;
#endif
  uint16_t image_crc; /* of the flash before the provisioning block; 0 = not computed */
  uint8_t top_level;  /* the highest that this program can; the build's word for who provisions */
};

#define FW_KEY_AREA 192 /* bytes: 11 round keys, then subkey K1 (msn/cmac.h); all 0xFF = no key */

/* A reply under way; its head lies in the frame, over the request (src/server.c). */
struct fw_reply {
  uint8_t head;      /* end of the head in the frame; 0 = nothing to send */
  uint8_t held;      /* head: where LIVE goes on behind the third byte; then: the low byte of the
                        register whose high byte has gone */
  uint8_t registers; /* that follow the head */
  uint8_t page;      /* address of the next register: high and low byte */
  uint8_t offset;
};

/* An event as it stands on the wire, without its number: uptime when it happened (high, low), code
 * and channel, value. The newest comes first. */
#define FW_EVENT_WORDS (MSN_EVENT_REGS - 1)

enum fw_tally { /* counters that the node keeps, in the order of DIAG */
  FW_TALLY_RX_OK,
  FW_TALLY_EXCEPTIONS,
  FW_TALLY_EV_LOST,
  FW_TALLY_AUTH_FAIL,
  FW_TALLY_SUP_TRIPS,
  FW_TALLY_LOOP_MAX,
  FW_TALLY_LAST_EXC,
  FW_TALLIES,
#if !MSN_SMALL
  FW_TALLIES_KEPT = FW_TALLIES
#elif FW_WITH_COMMANDS
  FW_TALLIES_KEPT = FW_WITH_SUPERVISION ? FW_TALLY_LOOP_MAX : FW_TALLY_SUP_TRIPS
#else
  FW_TALLIES_KEPT = FW_TALLY_AUTH_FAIL
#endif
};

struct fw_node {
#if !MSN_SMALL
  const struct fw_node_setup *setup;
  const uint8_t *keys;    /* FW_KEY_AREA bytes, or NULL */
#if FW_WITH_MAC
  struct msn_cmac cmac;
#endif
  uint8_t attested[2 * MSN_LEN_LIVE];      /* LIVE as the last ATTEST signed it */
  uint16_t staged[MSN_LEN_STAGED];         /* what CFG_COMMIT would put in force */
  uint8_t *nvm;           /* 256 bytes, or NULL */
  uint16_t page[MSN_LEN_CONFIG];           /* CONFIG in force */
  uint16_t events[MSN_EVENT_DEPTH * FW_EVENT_WORDS];
#endif
#if FW_WITH_DIAG
  msn_tally tally[FW_TALLIES_KEPT];
#endif
  uint32_t uptime_ms;
#ifndef FW_BOOT_ID
#define FW_BOOT_ID(node) ((node)->boot_id)
  fw_boot_id boot_id;
#endif
  uint16_t head_seq;  /* number of the newest event */
  uint8_t pending;    /* events that are kept */
#if !MSN_SMALL
  uint16_t config_crc;
  uint16_t supply_mv;
#endif
  uint8_t beat_ms;    /* since the last beat */
#ifndef FW_RESET_CAUSE
  uint8_t reset_cause;
#endif
#ifndef FW_FLAG /* a port with one node may have bits for them */
#define FW_FLAG(node, name) ((node)->name)
  bool overflow : 1;  /* events were dropped since the last acknowledge */
  bool host_lost : 1;
  bool reboot : 1;
  bool tagged : 1;    /* the request wrote POLL_TAG, so its answer bears it */
  bool restarted : 1;  /* nobody acknowledged an event of this boot */
  bool factory : 1;    /* the provisioned configuration is not valid */
  bool sup_tripped : 1; /* by a lost host; until CLOSE */
  bool counted : 1;     /* boot_id is the count in NVM */
  bool expired : 1;     /* the last selection ran out */
  bool second : 1;      /* the next commit goes into the second bank of `nvm` */
  bool spoiled : 1;     /* what was committed is lost: what was provisioned is in force */
  bool half : 1;        /* of a register, or of the CRC, has been sent */
#endif
#if FW_WITH_SUPERVISION
  uint8_t unpolled_ds; /* and s: since the last tagged poll */
  fw_timeout unpolled_s;
#endif
#if FW_WITH_MODES
  uint8_t mode;       /* enum msn_mode */
  uint16_t mode_ds;   /* left of it */
  uint16_t mute_ds;   /* left of the silence of the horn */
#endif
#if FW_WITH_RELAYS
  uint8_t pins;       /* of the last step */
  struct fw_relays relays;
#endif
  struct fw_command command;
  struct fw_reply reply;
  struct msn_rtu line;
#if !MSN_SMALL || FW_WITH_RELAY
  union { /* 8051: those of the other classes lie apart */
#if FW_WITH_METHANE && !MSN_SMALL
    struct fw_methane methane;
#endif
#if FW_WITH_FLOW && !MSN_SMALL
    struct fw_flow flow;
#endif
#if FW_WITH_RELAY
    struct fw_switchgear switchgear;
#endif
  } as;
#endif
};

#ifdef __cplusplus
extern "C" {
#endif

/* A boot: relays off, ring holds the boot event, nothing remembered. `config` (MSN_LEN_CONFIG
 * registers) is copied; `setup`, `keys` (FW_KEY_AREA bytes or NULL) and `nvm` (256 bytes, or NULL:
 * the board has none) are kept by reference. A config that fails fw_config_valid() is replaced by
 * the default of the class (STATUS bit 10, event 02). A page committed to `nvm` goes before both;
 * where it is spoiled, they stand (bit 10, event 02, value 1). `boot_id` must differ from boot to
 * boot as far as the caller can bring it about: it holds where `nvm` keeps no count. */
void fw_node_init(struct fw_node MSN_MEM *node, const struct fw_node_setup MSN_CODE *setup,
                  const uint16_t MSN_CODE *config, const uint8_t MSN_CODE *keys,
                  uint8_t MSN_MEM *nvm, fw_boot_id boot_id, uint8_t reset_cause);

/* `elapsed_ms` since the last step, 0..1000 (8051: 0..100). Outputs are written whole at every
 * step. */
void fw_node_step(struct fw_node MSN_MEM *node, const struct fw_node_inputs MSN_MEM *inputs,
                  struct fw_node_outputs MSN_MEM *outputs, msn_ms elapsed_ms);

void fw_node_rx(struct fw_node MSN_MEM *node, uint8_t byte);

/* False: nothing to send now. */
bool fw_node_tx(struct fw_node MSN_MEM *node, uint8_t MSN_MEM *out_byte);

/* The request under way is abandoned and the line is quiet: a new connection (TCP ports). */
void fw_node_line_reset(struct fw_node MSN_MEM *node);

/* MSN_LEN_CONFIG registers; NULL for a class this program does not contain. */
const uint16_t MSN_CODE *fw_default_config(uint8_t node_class);
/* Every register in its range and the limits in their order (protocol/SPEC.md, CONFIG). */
bool fw_config_valid(uint8_t node_class, const uint16_t MSN_PAGE_MEM *config);

#ifdef __cplusplus
}
#endif

#endif
