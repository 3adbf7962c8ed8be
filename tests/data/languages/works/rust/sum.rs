use std::thread;

pub fn of(numbers: Vec<i64>) -> i64 {
    thread::spawn(move || numbers.iter().sum()).join().unwrap()
}
