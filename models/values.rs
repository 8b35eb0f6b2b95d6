//! Numbers out of the binary part. Nothing is read that does not lie in it.

use gltf::accessor::{Accessor, DataType};

use crate::ModelRefusal;

/// What an accessor counts on, which is looked at before anything of it is read.
pub struct Values<'a> {
    bytes: &'a [u8],
    stride: usize,
    count: usize,
    kind: DataType,
    is_normalized: bool,
    width: usize,
}

impl<'a> Values<'a> {
    pub fn of(accessor: &Accessor<'_>, bin: &'a [u8]) -> Result<Self, ModelRefusal> {
        let out = ModelRefusal::OutOfRange;
        let view = accessor.view().filter(|_| accessor.sparse().is_none()).ok_or(out.clone())?;
        let (size, count) = (accessor.size(), accessor.count());
        let stride = view.stride().unwrap_or(size);
        let end = view.offset().checked_add(view.length()).ok_or(out.clone())?;
        let bytes = bin.get(view.offset()..end).and_then(|bytes| bytes.get(accessor.offset()..));
        let bytes = bytes.ok_or(out.clone())?;
        let needed = count.checked_sub(1).and_then(|last| last.checked_mul(stride)?.checked_add(size));
        if stride < size || needed.is_none_or(|needed| needed > bytes.len()) {
            return Err(out);
        }
        let (kind, width) = (accessor.data_type(), accessor.dimensions().multiplicity());
        Ok(Self { bytes, stride, count, kind, is_normalized: accessor.normalized(), width })
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// A number of an element: what is an integer is a part of its largest where the model says so.
    fn number(&self, element: usize, at: usize) -> f32 {
        let from = element * self.stride + at * self.kind.size();
        let bytes = self.bytes.get(from..from + self.kind.size()).unwrap_or_default();
        let (number, most) = match (self.kind, bytes) {
            (DataType::F32, &[a, b, c, d]) => return f32::from_le_bytes([a, b, c, d]),
            (DataType::U8, &[a]) => (f32::from(a), 255.0),
            (DataType::I8, &[a]) => (f32::from(i8::from_le_bytes([a])), 127.0),
            (DataType::U16, &[a, b]) => (f32::from(u16::from_le_bytes([a, b])), 65_535.0),
            (DataType::I16, &[a, b]) => (f32::from(i16::from_le_bytes([a, b])), 32_767.0),
            _ => (f32::NAN, 1.0),
        };
        if self.is_normalized { number / most } else { number }
    }

    /// An element as so many numbers. What it has no room for is 1, as of a colour without transparency.
    pub fn element<const N: usize>(&self, element: usize) -> [f32; N] {
        std::array::from_fn(|at| if at < self.width { self.number(element, at) } else { 1.0 })
    }

    pub fn all<const N: usize>(&self) -> Vec<[f32; N]> {
        (0..self.count).map(|element| self.element(element)).collect()
    }

    /// An element as the number of a corner.
    pub fn index(&self, element: usize) -> Result<u32, ModelRefusal> {
        let from = element * self.stride;
        match (self.kind, self.bytes.get(from..from + self.kind.size())) {
            (DataType::U8, Some(&[a])) => Ok(u32::from(a)),
            (DataType::U16, Some(&[a, b])) => Ok(u32::from(u16::from_le_bytes([a, b]))),
            (DataType::U32, Some(&[a, b, c, d])) => Ok(u32::from_le_bytes([a, b, c, d])),
            _ => Err(ModelRefusal::OutOfRange),
        }
    }
}
