//! Bits as H.264 writes them (ITU-T H.264, sections 7.2, 7.4.1 and 9.1).

/// Bits from the most significant on.
#[derive(Debug, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    /// Bits that are not a byte yet, and how many.
    open: u8,
    count: u8,
}

impl Bits {
    pub fn bit(&mut self, bit: bool) {
        self.open = self.open << 1 | u8::from(bit);
        self.count += 1;
        if self.count == 8 {
            self.bytes.push(self.open);
            (self.open, self.count) = (0, 0);
        }
    }

    /// A number in so many bits.
    pub fn number(&mut self, number: u32, count: u32) {
        for place in (0..count).rev() {
            self.bit(number >> place & 1 == 1);
        }
    }

    /// As many zeros as digits follow the first one.
    pub fn golomb(&mut self, number: u32) {
        let number = number + 1;
        let digits = 32 - number.leading_zeros();
        self.number(0, digits - 1);
        self.number(number, digits);
    }

    /// Zeros up to a whole byte.
    pub fn align(&mut self) {
        while self.count > 0 {
            self.bit(false);
        }
    }

    /// Whole bytes, where a byte begins.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The unit whose kind is in this head: after its end a one, and a three wherever it looked like a start code.
    pub fn unit(mut self, head: u8) -> Vec<u8> {
        self.bit(true);
        self.align();
        let mut unit = Vec::with_capacity(self.bytes.len() + self.bytes.len() / 64 + 1);
        unit.push(head);
        let mut zeros = 0;
        for byte in self.bytes {
            if zeros >= 2 && byte <= 3 {
                unit.push(3);
                zeros = 0;
            }
            zeros = if byte == 0 { zeros + 1 } else { 0 };
            unit.push(byte);
        }
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn numbers_are_written_as_the_standard_shows() {
        // Table 9-2: 1, 010, 011, 00100 and 0001000 are 0, 1, 2, 3 and 7.
        let mut bits = Bits::default();
        for number in [0, 1, 2, 3, 7] {
            bits.golomb(number);
        }
        assert_eq!(bits.unit(0x67), [0x67, 0b1010_0110, 0b0100_0001, 0b0001_0000]);
    }

    #[test]
    fn nothing_in_a_unit_looks_like_a_start_code() {
        let mut bits = Bits::default();
        bits.bytes(&[0, 0, 0, 0, 0, 1, 0, 0, 3, 0, 0, 4]);
        assert_eq!(bits.unit(1), [1, 0, 0, 3, 0, 0, 3, 0, 1, 0, 0, 3, 3, 0, 0, 4, 0x80]);
    }
}
