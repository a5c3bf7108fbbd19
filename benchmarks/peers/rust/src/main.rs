// SPDX-License-Identifier: BSL-1.0
//! Reads and writes a runtime spec with oci-spec and serde_json.
use oci_spec::runtime::Spec;
use serde_json::Value;
use std::hint::black_box;
use std::time::Instant;
use std::{env, fs};

/// The median of many samples, in nanoseconds a call. A sample has enough calls to last a millisecond.
fn median_ns<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut sample = |calls: u32| {
        let start = Instant::now();
        for _ in 0..calls {
            black_box(work());
        }
        start.elapsed().as_nanos() as f64
    };
    let mut calls = 1;
    while sample(calls) < 1e6 {
        calls *= 2; // the warm-up too
    }
    let mut samples: Vec<f64> = (0..101).map(|_| sample(calls) / f64::from(calls)).collect();
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

/// The value of a spec's text, its capabilities sorted: oci-spec keeps them as sets, in no order, and so writes them in
/// another one each time that it runs. Nothing else is written otherwise but the order of members, which a value has not.
fn value_of(text: &[u8]) -> serde_json::Result<Value> {
    let mut spec: Value = serde_json::from_slice(text)?;
    if let Some(Value::Object(kinds)) = spec.pointer_mut("/process/capabilities") {
        for list in kinds.values_mut().filter_map(Value::as_array_mut) {
            list.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        }
    }
    Ok(spec)
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, inputs, _exec_root] = &arguments[..] else {
        return Err("usage: specline-rust-peer INPUTS_FOLDER EXEC_ROOT".into());
    };
    let path = format!("{inputs}/volume.spec.json");
    let text = fs::read_to_string(&path).map_err(|e| format!("cannot read {path}: {e}"))?;
    let read = || serde_json::from_str::<Spec>(black_box(&text));
    let spec = read()?;
    let mut buffer = Vec::new();
    let mut write = || {
        buffer.clear();
        let written = serde_json::to_writer(&mut buffer, black_box(&spec));
        black_box(&buffer);
        written
    };
    let write_string = || serde_json::to_string(black_box(&spec));

    let figures = [
        ("read spec", "", median_ns(read)),
        ("write spec", "", median_ns(&mut write)),
        ("write spec", r#","kind":"string""#, median_ns(write_string)),
    ];

    write()?;
    for written in [&buffer, write_string()?.as_bytes()] {
        if value_of(written)? != value_of(text.as_bytes())? {
            return Err("what is written is another spec than what was read".into());
        }
    }
    for (work, kind, ns) in figures {
        println!(r#"{{"who":"rust","work":"{work}","input":"volume"{kind},"ns":{ns:.1}}}"#);
    }
    Ok(())
}

fn main() {
    if let Err(e) = run() {
        eprintln!("rust: {e}");
        std::process::exit(1);
    }
}
