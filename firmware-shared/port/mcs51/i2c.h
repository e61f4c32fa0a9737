/* I2C master on two open-drain port pins of the 8051 boards: SCL P1.6, SDA P1.7. One master, no
 * clock stretching (a 24C02 does not). About 40 kHz at 11.0592 MHz, so no delays are needed. */
#ifndef FW_I2C_H
#define FW_I2C_H

#include <stdbool.h>
#include <stdint.h>

void i2c_start(void);
void i2c_stop(void);
bool i2c_put(uint8_t byte);    /* true: acknowledged */
uint8_t i2c_get(bool more);    /* more: acknowledge it, so that the device sends the next */

#endif
