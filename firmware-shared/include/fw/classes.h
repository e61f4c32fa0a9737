/* What this program contains: node classes and features. Hosts and the Cortex-M contain all; an
 * 8051 image is built with the other classes set to 0, because its union and its code have no room
 * for them, and with MSN_TINY (msn/port.h) where it has 4 KB and 128 bytes (SPEC.md 14). */
#ifndef FW_CLASSES_H
#define FW_CLASSES_H

#include "msn/port.h"

#ifndef FW_WITH_METHANE
#define FW_WITH_METHANE 1
#endif
#ifndef FW_WITH_FLOW
#define FW_WITH_FLOW 1
#endif
#ifndef FW_WITH_RELAY
#define FW_WITH_RELAY 1
#endif

/* AES-128-CMAC: level 1 and above. */
#ifndef FW_WITH_MAC
#define FW_WITH_MAC 1
#endif

/* The boot id is a count in non-volatile memory (fw/nvm.h). */
#ifndef FW_COUNTS_BOOTS
#define FW_COUNTS_BOOTS !MSN_SMALL
#endif

/* CONFIG can be staged and, with a MAC, committed. */
#ifndef FW_STAGES
#define FW_STAGES !MSN_SMALL
#endif

/* Relays with their contacts, switch and buttons; a flow board has none. Without them and without
 * AES there is nothing to command: no selection, no mode, no mute. */
#ifndef FW_WITH_RELAYS
#define FW_WITH_RELAYS 1
#endif
#define FW_WITH_COMMANDS (FW_WITH_RELAYS || FW_WITH_MAC)

/* Modes (calibration, test) and mute: they take a MAC, or a sensor and a horn. */
#ifndef FW_WITH_MODES
#define FW_WITH_MODES (FW_WITH_COMMANDS && !MSN_TINY)
#endif

/* The page DIAG and its counters. */
#ifndef FW_WITH_DIAG
#define FW_WITH_DIAG !MSN_TINY
#endif

/* CONFIG is judged as a whole at boot, and the factory's page stands in for one that is not valid.
 * Without it only who provisions judges, and the node stays off for a page of another version. */
#ifndef FW_WITH_FACTORY
#define FW_WITH_FACTORY !MSN_TINY
#endif

/* Of the host. A node without relays has nothing to do when it is lost; the 8051 refuses to try. */
#ifndef FW_WITH_SUPERVISION
#define FW_WITH_SUPERVISION (!MSN_SMALL || FW_WITH_RELAYS)
#endif

/* Square root for differential-pressure meters: not on the 8051. */
#ifndef FW_WITH_ROOT
#define FW_WITH_ROOT !MSN_SMALL
#endif

/* RSP_DETAIL is what it was when the request was judged; without: what it is when it is read. */
#define FW_KEEPS_DETAIL (!MSN_TINY && FW_WITH_RELAYS)

/* What an AT89S51 holds of these: 16 bits of entropy, and CONFIG values that fit a byte. */
#if MSN_TINY
typedef uint16_t fw_boot_id;
typedef uint8_t fw_timeout;
typedef uint8_t fw_op_count;
#else
typedef uint32_t fw_boot_id;
typedef uint16_t fw_timeout;
typedef uint16_t fw_op_count;
#endif

/* msn_interlock_bit: the relay class has more than a byte of them. */
#if FW_WITH_RELAY
typedef uint16_t fw_reasons;
#else
typedef uint8_t fw_reasons;
#endif

#endif
