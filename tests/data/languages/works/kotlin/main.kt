fun main() {
    readLine()
    println(sumOf(readLine()!!.split(" ").map { it.toInt() }))
}
